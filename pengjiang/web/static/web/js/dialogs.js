// The page's one dialog: opens when htmx has put something into it, closes on [data-close] and when the server says so.
import { fresh } from "./once.js";

let opener = null;

export function start(root) {
  for (const dialog of fresh(root, "dialog#dialog", "dialogs")) attach(dialog);
}

function attach(dialog) {
  const content = dialog.querySelector("#dialog-content");

  document.body.addEventListener("htmx:beforeRequest", (event) => {
    if (event.detail.target === content && !dialog.open) opener = event.detail.elt;
  });
  document.body.addEventListener("htmx:afterSwap", (event) => {
    if (event.detail.target !== content || !content.childElementCount) return;
    if (!dialog.open) dialog.showModal();
    const first = content.querySelector("[data-focus], input:not([type=hidden]), select, textarea");
    first?.focus();
  });
  document.body.addEventListener("close-dialog", () => dialog.close());
  document.addEventListener("click", (event) => {
    const close = event.target.closest("[data-close]");
    if (close) close.closest("dialog")?.close();
  });
  dialog.addEventListener("close", () => {
    content.replaceChildren();
    opener?.focus();
    opener = null;
  });
}
