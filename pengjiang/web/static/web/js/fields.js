// Small helps around fields: characters counted, text copied, the error summary focused, a form not sent twice.
import { csrfToken, fresh, icon, toast } from "./once.js";

export function start(root) {
  for (const input of fresh(root, "[data-count]", "count")) count(input);
  for (const button of fresh(root, "[data-copies]", "copies")) button.addEventListener("click", () => copy(button));
  for (const input of fresh(root, "[data-find]", "find")) search(input);
  for (const summary of fresh(root, "form [data-focus]", "focus")) summary.focus();
  for (const form of fresh(root, "form[method=post]", "sent")) guard(form);
  for (const input of fresh(root, "input[data-picker]", "picker")) addPicker(input);
}

// Enter in a search inside a form looks for it; it does not send the form.
function search(input) {
  input.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.isComposing) return;
    event.preventDefault();
    input.dispatchEvent(new Event("search"));
  });
}

function count(input) {
  const shown = document.querySelector(`[data-count-for="${CSS.escape(input.id)}"]`);
  if (!shown) return;
  const maximum = shown.textContent.split("/")[1];
  input.addEventListener("input", () => {
    shown.textContent = `${[...input.value].length} /${maximum}`;
  });
}

async function copy(button) {
  const source = document.getElementById(button.dataset.copies);
  if (!source) return;
  try {
    await navigator.clipboard.writeText(source.textContent.trim());
    toast("已复制，可直接粘贴");
  } catch {
    // Without https the clipboard is closed: select the text, so that Ctrl+C takes it.
    getSelection().selectAllChildren(source);
    toast("已选中，请按 Ctrl+C 复制", true);
  }
}

function guard(form) {
  form.addEventListener("submit", (event) => {
    const token = form.querySelector("[name=csrfmiddlewaretoken]");
    const now = csrfToken();
    if (token && now) token.value = now;
    if (form.dataset.sent && !form.hasAttribute("hx-post")) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = "true";
    const button = event.submitter ?? form.querySelector("[data-submit]");
    button?.setAttribute("aria-busy", "true");
    // A download leaves the page where it is.
    setTimeout(() => {
      delete form.dataset.sent;
      button?.removeAttribute("aria-busy");
    }, 4000);
  });
}

// The browser's own calendar behind a button; what it gives is written into the text field in our form.
function addPicker(input) {
  const picker = document.createElement("input");
  if (!picker.showPicker) return;
  picker.type = input.dataset.picker;
  picker.className = "picker__native";
  picker.tabIndex = -1;
  picker.setAttribute("aria-hidden", "true");
  const button = document.createElement("button");
  button.type = "button";
  button.className = "tool picker__button";
  button.setAttribute("aria-label", "打开日历");
  button.append(icon("calendar"));
  const wrapper = document.createElement("span");
  wrapper.className = "picker";
  input.replaceWith(wrapper);
  wrapper.append(input, picker, button);
  button.addEventListener("click", () => {
    picker.value = input.value.replace(" ", "T");
    picker.showPicker();
  });
  picker.addEventListener("change", (event) => {
    event.stopPropagation();
    input.value = picker.value.replace("T", " ");
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.focus();
  });
}
