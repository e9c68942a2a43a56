// The scoring page: pages turn without loading, the next one stands ready; phrases and page numbers fill in. All of it also works by hand.
const root = document.querySelector("[data-scoring]");
const image = root.querySelector("[data-image]");
const pages = [...root.querySelectorAll("[data-pages] li")];
const field = root.querySelector("[data-page-number]");
const zooms = ["", "125", "150", "200"];
let zoom = 0;
let turn = 0;

const current = () => Number(field.value) || 1;

function ahead(number) {
  const next = pages[number];
  if (next) new Image().src = next.dataset.url;
}

function show(number) {
  if (!image || number < 1 || number > pages.length) return;
  const page = pages[number - 1];
  image.src = page.dataset.url;
  image.alt = `${page.dataset.name} 第 ${number} 页`;
  field.value = number;
  for (const at of root.querySelectorAll("[data-at]")) at.value = number;
  root.querySelector("[data-page-area]").scrollTo(0, 0);
  ahead(number);
}

function dress() {
  if (!image) return;
  image.className = ["scoring__image", zooms[zoom] && `scoring__image--${zooms[zoom]}`, turn && `scoring__image--turn${turn}`].filter(Boolean).join(" ");
}

function changed(form) {
  form.dispatchEvent(new Event("change", { bubbles: true }));
}

root.addEventListener("click", (event) => {
  const at = (selector) => event.target.closest(selector);
  if (at("[data-turn]")) {
    event.preventDefault();
    show(current() + Number(at("[data-turn]").dataset.turn));
  } else if (at("[data-go]")) {
    event.preventDefault();
    show(Number(at("[data-go]").dataset.go));
  } else if (at("[data-zoom]")) {
    const step = Number(at("[data-zoom]").dataset.zoom);
    zoom = step ? Math.min(Math.max(zoom + step, 0), zooms.length - 1) : 0;
    dress();
  } else if (at("[data-rotate]")) {
    turn = (turn + 90) % 360;
    dress();
  } else if (at("[data-take-page]")) {
    const form = at("form");
    form.elements.page.value = current();
    changed(form);
  } else if (at("[data-phrase]")) {
    const button = at("[data-phrase]");
    const form = at("form");
    const reason = form.elements.reason;
    reason.value = reason.value ? `${reason.value}\n${button.dataset.phrase}` : button.dataset.phrase;
    if (!form.elements.page.value) form.elements.page.value = current();
    const none = form.querySelector("input[name=lost][value='0']");
    if (none?.checked) {
      const wanted = form.querySelector(`input[name=lost][value="${button.dataset.points}"]`);
      if (wanted) wanted.checked = true;
    }
    changed(form);
  }
});

root.querySelector("[data-jump]")?.addEventListener("submit", (event) => {
  event.preventDefault();
  show(current());
});
root.querySelector("[data-section]")?.addEventListener("change", (event) => show(Number(event.target.value)));

// Where the keyboard is: a saved item is drawn anew, and the keys go on from there.
let last = "";
root.addEventListener("focusin", (event) => {
  last = event.target.closest(".rubric-item")?.id ?? last;
});
document.body.addEventListener("htmx:afterSettle", () => {
  if (document.activeElement === document.body && last) document.getElementById(last)?.querySelector("summary")?.focus();
});

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.target.matches("input, textarea, select")) return;
  const items = [...root.querySelectorAll(".review-item > summary")];
  const here = items.findIndex((item) => item.closest(".rubric-item").id === last);
  const phrase = (number) => items[here]?.parentElement.querySelectorAll("[data-phrase]")[number - 1];
  const acts = {
    "[": () => show(current() - 1),
    "]": () => show(current() + 1),
    j: () => items[Math.min(here + 1, items.length - 1)]?.focus(),
    k: () => items[Math.max(here - 1, 0)]?.focus(),
  };
  const act = acts[event.key] ?? (/^[1-9]$/.test(event.key) && phrase(Number(event.key)) ? () => phrase(Number(event.key)).click() : null);
  if (!act) return;
  event.preventDefault();
  act();
});

ahead(current());
