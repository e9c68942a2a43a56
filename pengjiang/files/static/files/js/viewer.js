// Keys of the page viewer. Every key follows a link or presses a button that also works by hand.
const viewer = document.querySelector("[data-viewer]");
const order = ["fit", "100", "150", "200"];

function go(page) {
  const address = new URL(window.location.href);
  address.searchParams.set("page", page);
  window.location.assign(address);
}

function zoom(step) {
  const current = viewer.querySelector("[data-zoom][aria-current]");
  const next = order[order.indexOf(current?.dataset.zoom ?? "fit") + step];
  viewer.querySelector(`[data-zoom="${next}"]`)?.click();
}

function onKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const acts = {
    ArrowLeft: () => viewer.querySelector("[rel=prev]")?.click(),
    PageUp: () => viewer.querySelector("[rel=prev]")?.click(),
    ArrowRight: () => viewer.querySelector("[rel=next]")?.click(),
    PageDown: () => viewer.querySelector("[rel=next]")?.click(),
    Home: () => go(1),
    End: () => go(viewer.dataset.total),
    "+": () => zoom(1),
    "=": () => zoom(1),
    "-": () => zoom(-1),
    r: () => viewer.querySelector("[data-key=r]")?.click(),
  };
  const act = acts[event.key];
  if (!act) return;
  event.preventDefault();
  act();
}

if (viewer) document.addEventListener("keydown", onKey);
