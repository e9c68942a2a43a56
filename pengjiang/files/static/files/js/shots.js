// Photographs of pages, taken one after the other: their order, turn and removal here, one PDF made of them by the server.
import { csrfToken, fresh, icon } from "../../web/js/once.js";

export function start(root) {
  for (const box of fresh(root, "[data-shots]", "shots")) attach(box);
}

function attach(box) {
  const list = box.querySelector("[data-shots-pages]");
  const make = box.querySelector("[data-shots-make]");
  const button = make.querySelector("button");
  const bar = make.querySelector("progress");
  const note = make.querySelector("[role=status]");
  const name = make.querySelector("[data-shots-name]");
  const most = Number(box.dataset.most);
  let pages = [];

  box.hidden = false;
  for (const input of box.querySelectorAll("[data-shots-input]")) {
    input.addEventListener("change", () => {
      const room = most - pages.length;
      for (const file of [...input.files].slice(0, room)) pages.push({ file, turn: 0, url: URL.createObjectURL(file) });
      say(input.files.length > room ? `一次最多 ${most} 页，多出的没有加入。` : "", input.files.length > room);
      input.value = "";
      draw();
    });
  }
  name.addEventListener("keydown", (event) => {
    if (event.key === "Enter" && !event.isComposing) {
      event.preventDefault();
      button.click();
    }
  });
  button.addEventListener("click", send);

  function draw(focus = null) {
    list.replaceChildren(...pages.map((page, place) => item(page, place)));
    make.hidden = pages.length === 0;
    box.querySelector("[data-shots-take]").textContent = pages.length ? `拍第 ${pages.length + 1} 页` : "拍照";
    if (focus) (list.children[focus.place]?.querySelector(`[data-act=${focus.act}]:not([disabled])`) ?? button).focus();
  }

  function item(page, place) {
    const entry = document.createElement("li");
    entry.className = "shots__page";
    const picture = document.createElement("div");
    picture.className = "shots__picture";
    const image = document.createElement("img");
    image.src = page.url;
    image.alt = `第 ${place + 1} 页`;
    if (page.turn) image.className = `is-${page.turn}`;
    picture.append(image);
    const number = document.createElement("span");
    number.className = "shots__number";
    number.textContent = `第 ${place + 1} 页`;
    const tools = document.createElement("div");
    tools.className = "shots__tools";
    tools.append(
      tool("left", "前移", place === 0, () => swap(place, place - 1, "left"), place),
      tool("right", "后移", place === pages.length - 1, () => swap(place, place + 1, "right"), place),
      tool("rotate", "旋转", false, () => turn(place), place),
      tool("trash", "移除", false, () => remove(place), place),
    );
    entry.append(picture, number, tools);
    return entry;
  }

  function tool(sign, label, isOff, act, place) {
    const one = document.createElement("button");
    one.type = "button";
    one.className = "button button--small button--quiet";
    one.dataset.act = sign;
    one.disabled = isOff;
    one.setAttribute("aria-label", `第 ${place + 1} 页${label}`);
    one.append(icon(sign));
    one.addEventListener("click", act);
    return one;
  }

  function swap(from, to, act) {
    [pages[from], pages[to]] = [pages[to], pages[from]];
    draw({ place: to, act });
  }

  function turn(place) {
    pages[place].turn = (pages[place].turn + 90) % 360;
    draw({ place, act: "rotate" });
  }

  function remove(place) {
    URL.revokeObjectURL(pages[place].url);
    pages.splice(place, 1);
    draw({ place: Math.min(place, pages.length - 1), act: "trash" });
  }

  function say(text, isBad = false) {
    note.textContent = text;
    note.classList.toggle("shots__note--bad", isBad);
  }

  function send() {
    if (!pages.length || button.disabled) return;
    const data = new FormData();
    for (const page of pages) {
      data.append("shot", page.file, page.file.name);
      data.append("turn", String(page.turn));
    }
    data.append("name", name.value);
    const request = new XMLHttpRequest();
    request.open("POST", box.dataset.url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      bar.value = Math.round((event.loaded / event.total) * 100);
      say(bar.value < 100 ? `正在上传 ${bar.value}%` : "已传完，正在合成");
    });
    request.addEventListener("loadend", () => finish(request));
    button.disabled = true;
    bar.hidden = false;
    request.send(data);
  }

  // What was refused stays on the page, to be mended and sent again.
  function finish(request) {
    button.disabled = false;
    bar.hidden = true;
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (request.status < 200 || request.status >= 300) {
      say(answer.error ?? (request.status ? "服务器没有收下，请重试。" : "网络中断，照片还在，请重试。"), true);
      return;
    }
    for (const page of pages) URL.revokeObjectURL(page.url);
    pages = [];
    name.value = "";
    draw();
    box.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: answer }));
    say(`已合成《${answer.name}》并上传。`);
    make.hidden = false;
  }
}

start(document);
