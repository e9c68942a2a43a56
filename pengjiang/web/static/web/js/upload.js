// Files dropped or chosen are sent at once, one after the other, with progress; what failed stays listed and can be tried again.
// Without a data-url, and without script, it is a plain file field of its form.
//
// The address answers in JSON: {"id": …, "name": …, "note": …, "href": …}, or {"error": "…"} with a status of 400 or more. Each id goes
// into the form as a hidden field named after the input with "_ids"; the event "uploaded" bubbles from the field.
import { csrfToken, fresh, icon } from "./once.js";

export function start(root) {
  for (const box of fresh(root, "[data-upload]", "upload")) attach(box);
}

function attach(box) {
  const input = box.querySelector("input[type=file]");
  const label = box.querySelector(".upload");
  const list = box.querySelector(".upload-list");
  const queue = [];
  let isBusy = false;

  for (const name of ["dragenter", "dragover"]) {
    label.addEventListener(name, (event) => {
      event.preventDefault();
      label.classList.add("upload--over");
    });
  }
  for (const name of ["dragleave", "drop"]) label.addEventListener(name, () => label.classList.remove("upload--over"));
  label.addEventListener("drop", (event) => {
    event.preventDefault();
    if (box.dataset.url) add(event.dataTransfer.files);
    else {
      input.files = event.dataTransfer.files;
      input.dispatchEvent(new Event("change"));
    }
  });
  input.addEventListener("change", () => {
    if (box.dataset.url) {
      add(input.files);
      input.value = "";
    } else {
      list.replaceChildren(...[...input.files].map((file) => row(file).item));
    }
  });

  function add(files) {
    for (const file of files) {
      const entry = row(file);
      list.append(entry.item);
      const maximum = Number(box.dataset.maximum);
      if (maximum && file.size > maximum) fail(entry, file, `超过 ${Math.round(maximum / 1048576)} 兆，未上传`, false);
      else queue.push([entry, file]);
    }
    next();
  }

  function next() {
    const job = isBusy ? null : queue.shift();
    if (!job) return;
    isBusy = true;
    send(...job);
  }

  function send(entry, file) {
    const request = new XMLHttpRequest();
    const data = new FormData();
    data.append("file", file, file.name);
    request.open("POST", box.dataset.url);
    request.setRequestHeader("X-CSRFToken", csrfToken());
    request.setRequestHeader("Accept", "application/json");
    request.upload.addEventListener("progress", (event) => {
      if (!event.lengthComputable) return;
      const percent = Math.round((event.loaded / event.total) * 100);
      entry.bar.value = percent;
      entry.size.textContent = `${megabytes(event.loaded)} / ${megabytes(event.total)} 兆`;
      entry.note.textContent = percent < 100 ? `${percent}%` : "已传完，正在查验内容";
    });
    request.addEventListener("loadend", () => {
      isBusy = false;
      finish(entry, file, request);
      next();
    });
    request.send(data);
  }

  function finish(entry, file, request) {
    let answer = {};
    try {
      answer = JSON.parse(request.responseText);
    } catch {
      answer = {};
    }
    if (request.status >= 200 && request.status < 300 && !answer.error) {
      done(entry, file, answer);
    } else if (request.status === 401 || request.status === 403) {
      fail(entry, file, answer.error ?? "登录已过期或无权上传，请登录后重试", true);
    } else {
      fail(entry, file, answer.error ?? (request.status ? "服务器没有收下，请重试" : "网络中断，请重试"), true);
    }
  }

  function done(entry, file, answer) {
    entry.item.classList.add("upload-list__item--good");
    entry.item.firstElementChild.replaceWith(icon("check-circle"));
    entry.bar.value = 100;
    entry.bar.className = "is-good";
    entry.size.textContent = `${megabytes(file.size)} 兆`;
    entry.note.textContent = answer.note ?? "已上传";
    if (answer.id !== undefined) {
      const hidden = document.createElement("input");
      hidden.type = "hidden";
      hidden.name = `${input.name}_ids`;
      hidden.value = answer.id;
      entry.item.append(hidden);
    }
    box.dispatchEvent(new CustomEvent("uploaded", { bubbles: true, detail: answer }));
  }

  function fail(entry, file, text, canRetry) {
    entry.item.classList.add("upload-list__item--bad");
    entry.item.firstElementChild.replaceWith(icon("alert"));
    entry.bar.value = 100;
    entry.bar.className = "is-bad";
    entry.note.textContent = text;
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small button--quiet";
    button.textContent = canRetry ? "重试" : "移除";
    button.addEventListener("click", () => {
      entry.item.remove();
      if (canRetry) add([file]);
    });
    entry.size.replaceWith(button);
  }
}

function row(file) {
  const item = document.createElement("li");
  item.className = "upload-list__item";
  const name = document.createElement("span");
  name.className = "upload-list__name";
  name.textContent = file.name;
  const size = document.createElement("span");
  size.className = "muted";
  size.textContent = `${megabytes(file.size)} 兆`;
  const bar = document.createElement("progress");
  bar.max = 100;
  bar.value = 0;
  bar.setAttribute("aria-label", `${file.name}上传进度`);
  const note = document.createElement("span");
  note.className = "upload-list__note";
  note.textContent = "等待上传";
  item.append(icon("document"), name, size, bar, note);
  return { item, size, bar, note };
}

function megabytes(bytes) {
  return (bytes / 1048576).toFixed(1);
}
