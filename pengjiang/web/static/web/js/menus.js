// Sheets that unfold: one at a time, closed by Escape and by a click elsewhere; and columns put in order by arrows.
import { fresh } from "./once.js";

export function start(root) {
  for (const page of fresh(root, "body", "menus")) listen(page);
  for (const list of fresh(root, "[data-reorder]", "menus")) order(list);
}

function listen(page) {
  page.addEventListener("click", (event) => {
    for (const open of document.querySelectorAll("details[data-menu][open]")) {
      if (!open.contains(event.target)) open.open = false;
    }
  });
  page.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    const open = event.target.closest?.("details[data-menu][open]") ?? document.querySelector("details[data-menu][open]");
    if (!open) return;
    open.open = false;
    open.querySelector("summary")?.focus();
  });
}

function order(list) {
  for (const up of list.querySelectorAll("[data-up]")) {
    up.hidden = false;
    up.addEventListener("click", () => {
      const row = up.closest("li");
      row.previousElementSibling?.before(row);
      up.focus();
    });
  }
}
