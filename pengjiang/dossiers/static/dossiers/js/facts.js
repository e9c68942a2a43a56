// Answers suggestions without a round trip: fills the fields, marks the answer, goes on to the next. The same buttons work by submit
// without script.
const page = document.querySelector(".facts-form");
const form = page?.querySelector("form");

const WORDS = { adopt: "已采用", reject: "不采用", "": "建议" };

function hints() {
  return [...form.querySelectorAll("[data-hint]")];
}

function inputsOf(name) {
  return [...form.elements].filter((input) => input.name === name);
}

function fill(name, value) {
  for (const input of inputsOf(name)) {
    if (input.type === "checkbox") input.checked = value.includes(input.value);
    else input.value = value;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.dispatchEvent(new Event("change", { bubbles: true }));
  }
}

function current(name) {
  const inputs = inputsOf(name);
  return inputs[0]?.type === "checkbox" ? inputs.filter((input) => input.checked).map((input) => input.value) : (inputs[0]?.value ?? "");
}

// Nothing else was typed there: what stands is never replaced by many at once.
function isFree(hint) {
  return Object.entries(JSON.parse(hint.dataset.fills)).every(([name, value]) => {
    const now = current(name);
    return !value.length || !now.length || String(now) === String(value);
  });
}

// Marks that say what is still open, once it no longer is.
function refresh(hint) {
  for (const note of hint.parentElement.querySelectorAll("[data-rules]")) note.hidden = hint.dataset.answer === "adopt";
  const section = hint.closest(".facts-section");
  const badge = section?.querySelector("[data-waiting]");
  if (badge) badge.hidden = !section.querySelector("[data-hint][data-answer='']");
}

function answer(hint, act) {
  const fills = JSON.parse(hint.dataset.fills);
  if (act === "adopt" && hint.dataset.answer !== "adopt") {
    hint.dataset.before = JSON.stringify(Object.fromEntries(Object.keys(fills).map((name) => [name, current(name)])));
    for (const [name, value] of Object.entries(fills)) fill(name, value);
  } else if (act !== "adopt" && hint.dataset.answer === "adopt" && hint.dataset.before) {
    for (const [name, value] of Object.entries(JSON.parse(hint.dataset.before))) fill(name, value);
  }
  const given = act === "undo" ? "" : act;
  hint.dataset.answer = given;
  const mark = hint.querySelector("input[type=hidden]");
  mark.value = given;
  mark.dispatchEvent(new Event("input", { bubbles: true }));
  hint.querySelector(".hint__state").textContent = WORDS[given];
  refresh(hint);
  const summary = form.querySelector(`[data-paper-summary="${hint.dataset.paper}"] [data-paper-waiting]`);
  if (summary) summary.textContent = hints().filter((one) => one.dataset.paper === hint.dataset.paper && !one.dataset.answer).length;
}

function show(hint) {
  for (let box = hint.closest("details"); box; box = box.parentElement.closest("details")) box.open = true;
  hint.focus({ preventScroll: true });
  hint.scrollIntoView({ block: "center" });
}

function goOn(from) {
  const all = hints();
  const start = from ? all.indexOf(from) + 1 : 0;
  const next = [...all.slice(start), ...all.slice(0, start)].find((hint) => !hint.dataset.answer && hint !== from);
  if (next) show(next);
  else form.querySelector(".post-form__foot button[type=submit]")?.focus();
}

function step(from, by) {
  const all = hints();
  const next = all[all.indexOf(from) + by];
  if (next) show(next);
}

function onClick(event) {
  const button = event.target.closest("[data-hint-act], [data-hint-paper], [data-hint-begin]");
  if (!button) return;
  event.preventDefault();
  if (button.dataset.hintAct) {
    const hint = button.closest("[data-hint]");
    answer(hint, button.dataset.hintAct);
    if (button.dataset.hintAct !== "undo") goOn(hint);
    else hint.focus();
  } else if (button.dataset.hintPaper) {
    const all = hints().filter((hint) => hint.dataset.paper === button.dataset.hintPaper && !hint.dataset.answer);
    for (const hint of all) if (!("conflict" in hint.dataset) && isFree(hint)) answer(hint, "adopt");
    button.closest("details").remove();
    goOn(null);
  } else goOn(null);
}

function onKey(event) {
  const hint = event.target;
  if (!hint.matches?.("[data-hint]") || event.ctrlKey || event.metaKey || event.altKey) return;
  const key = event.key.toLowerCase();
  if (key === "enter") {
    event.preventDefault();
    answer(hint, "adopt");
    goOn(hint);
  } else if (key === "x" || key === "escape") {
    event.preventDefault();
    event.stopPropagation();
    answer(hint, "reject");
    goOn(hint);
  } else if (key === "arrowdown" || key === "arrowup") {
    event.preventDefault();
    step(hint, key === "arrowdown" ? 1 : -1);
  }
}

if (form) {
  form.addEventListener("click", onClick);
  form.addEventListener("keydown", onKey);
}
