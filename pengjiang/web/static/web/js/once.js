// Elements matching a selector in `root` (or `root` itself) that this module has not yet taken care of.
const seen = new WeakMap();

export function fresh(root, selector, module) {
  const found = [...root.querySelectorAll(selector)];
  if (root instanceof Element && root.matches(selector)) found.unshift(root);
  return found.filter((element) => {
    const marks = seen.get(element) ?? new Set();
    if (marks.has(module)) return false;
    seen.set(element, marks.add(module));
    return true;
  });
}

export function icon(name, small = false) {
  const svg = document.createElementNS("http://www.w3.org/2000/svg", "svg");
  svg.setAttribute("class", small ? "icon icon--small" : "icon");
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS("http://www.w3.org/2000/svg", "use");
  use.setAttribute("href", `#i-${name}`);
  svg.append(use);
  return svg;
}

export function toast(text, isError = false) {
  const stack = document.getElementById("toasts");
  if (!stack) return;
  const line = document.createElement("p");
  line.className = isError ? "toast toast--error" : "toast";
  line.setAttribute("role", isError ? "alert" : "status");
  const words = document.createElement("span");
  words.textContent = text;
  line.append(icon(isError ? "alert" : "check-circle"), words);
  stack.append(line);
}

// The token as it is now: signing in again in another window changes it, and with it what this page has to send.
export function csrfToken() {
  const match = document.cookie.match(/(?:^|;\s*)csrftoken=([^;]+)/);
  return match ? decodeURIComponent(match[1]) : document.querySelector("[name=csrfmiddlewaretoken]")?.value ?? "";
}
