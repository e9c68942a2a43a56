// Keys: "/" to the search, Alt+S sends the form one is in, J and K through the rows of a list. Never while typing.
import { fresh } from "./once.js";

export function start(root) {
  for (const page of fresh(root, "body", "shortcuts")) page.addEventListener("keydown", pressed);
}

function isTyping(target) {
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName);
}

function pressed(event) {
  if (event.ctrlKey || event.metaKey || event.isComposing) return;
  if (event.altKey) {
    if (event.code === "KeyS") send(event);
    return;
  }
  if (isTyping(event.target)) return;
  if (event.key === "/") {
    const search = document.querySelector("[data-shortcut='/']");
    if (search) {
      event.preventDefault();
      search.focus();
    }
  } else if (event.key === "j" || event.key === "k") {
    step(event.key === "j" ? 1 : -1);
  }
}

function send(event) {
  const form = event.target.closest("form.post-form");
  const button = form?.querySelector("[data-submit]");
  if (button) {
    event.preventDefault();
    button.click();
  }
}

function step(by) {
  const links = [...document.querySelectorAll(".data-table tbody th a, .todo__title a")];
  if (!links.length) return;
  const at = links.indexOf(document.activeElement);
  links[Math.min(links.length - 1, Math.max(0, at < 0 ? 0 : at + by))].focus();
}
