// One entry: each module looks for its own marks on the page and again in what htmx brings in.
import { start as bulk } from "./bulk.js";
import { start as dialogs } from "./dialogs.js";
import { start as drafts } from "./drafts.js";
import { start as fields } from "./fields.js";
import { start as menus } from "./menus.js";
import { start as shortcuts } from "./shortcuts.js";
import { start as upload } from "./upload.js";

document.documentElement.classList.add("has-script");

const modules = [bulk, dialogs, drafts, fields, menus, shortcuts, upload];

function begin(root) {
  for (const start of modules) start(root);
}

begin(document);
document.body.addEventListener("htmx:load", (event) => {
  // htmx also announces the page itself.
  if (event.detail.elt !== document.body) begin(event.detail.elt);
});
