// Ticking rows: the box in the header, ranges with Shift, and the number in words. Without script the server counts.
import { fresh } from "./once.js";

export function start(root) {
  for (const form of fresh(root, "form[data-bulk]", "bulk")) attach(form);
}

function attach(form) {
  const all = form.querySelector("[data-check-all]");
  const rows = [...form.querySelectorAll("input[name=id]")];
  const text = form.querySelector("[data-bulk-text]");
  const whole = form.querySelector("[data-whole]");
  let last = null;

  function show() {
    const ticked = rows.filter((row) => row.checked).length;
    if (all) {
      all.checked = ticked === rows.length && ticked > 0;
      all.indeterminate = ticked > 0 && ticked < rows.length;
    }
    if (text) text.textContent = whole?.checked ? "已选全部" : `已选本页 ${ticked} 条`;
    if (whole && ticked === 0) whole.checked = false;
  }

  all?.addEventListener("change", () => {
    for (const row of rows) row.checked = all.checked;
    show();
  });
  form.addEventListener("click", (event) => {
    const row = event.target.closest("input[name=id]");
    if (!row) return;
    if (event.shiftKey && last && last !== row) {
      const [from, to] = [rows.indexOf(last), rows.indexOf(row)].sort((a, b) => a - b);
      for (const between of rows.slice(from, to + 1)) between.checked = row.checked;
    }
    last = row;
    show();
  });
  form.addEventListener("change", show);
  // The form's values are only reset after the event.
  form.addEventListener("reset", () => setTimeout(show));
  show();
}
