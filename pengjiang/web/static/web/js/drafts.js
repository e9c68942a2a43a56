// Saves what is typed to the server a few seconds after the last key, and says when. When the session has ended the text stays
// on the page, and saving goes on once one has signed in again in another window.
import { csrfToken, fresh } from "./once.js";

const PAUSE_MS = 3000;
const AGAIN_MS = 15000;

export function start(root) {
  for (const form of fresh(root, "form[data-draft-url]", "drafts")) attach(form);
}

function attach(form) {
  const status = form.querySelector("[data-draft-status]");
  let timer = 0;
  let isDirty = false;
  let isSent = false;
  let request = null;

  function say(text, isBad = false, link = null) {
    if (!status) return;
    status.classList.toggle("draft-status--bad", isBad);
    status.replaceChildren(text);
    if (link) status.append(" ", link);
  }

  function link(text, href) {
    const anchor = document.createElement("a");
    anchor.href = href;
    anchor.target = "_blank";
    anchor.rel = "noopener";
    anchor.textContent = text;
    return anchor;
  }

  function overwrite() {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button button--small";
    button.textContent = "改用本页内容";
    button.addEventListener("click", () => save(true));
    return button;
  }

  function body(force) {
    const data = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (typeof value === "string") data.append(name, value);
    }
    data.set("draft-key", form.dataset.draftKey);
    data.set("draft-editor", form.dataset.draftEditor);
    data.set("draft-base", form.dataset.draftBase);
    if (force) data.set("draft-force", "1");
    return data;
  }

  async function save(force = false) {
    clearTimeout(timer);
    if (isSent) return;
    isDirty = false;
    request = new AbortController();
    let answer;
    try {
      answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body: body(force),
        headers: { "X-CSRFToken": csrfToken(), Accept: "application/json" },
        signal: request.signal,
      });
    } catch {
      if (!isSent) {
        isDirty = true;
        say("网络中断，内容仍在本页，恢复后自动保存", true);
        timer = setTimeout(save, AGAIN_MS);
      }
      return;
    }
    await heard(answer);
  }

  async function heard(answer) {
    if (answer.ok) {
      const saved = await answer.json();
      form.dataset.draftBase = saved.base;
      say(`已自动保存 ${saved.saved}`);
    } else if (answer.status === 401) {
      isDirty = true;
      say("登录已过期，内容仍在本页。", true, link("在新窗口登录", "/"));
      timer = setTimeout(save, AGAIN_MS);
    } else if (answer.status === 409) {
      say((await answer.json()).message, true, overwrite());
    } else if (answer.status === 413) {
      say((await answer.json()).message, true);
    } else {
      isDirty = true;
      say("暂时没有保存成功，稍后自动再试", true);
      timer = setTimeout(save, AGAIN_MS);
    }
  }

  form.addEventListener("input", () => {
    isDirty = true;
    clearTimeout(timer);
    timer = setTimeout(save, PAUSE_MS);
  });
  form.addEventListener("submit", () => {
    // A draft must not come back after its form has been sent.
    isSent = true;
    clearTimeout(timer);
    request?.abort();
  });
  window.addEventListener("pageshow", () => {
    isSent = false;
  });
  document.addEventListener("visibilitychange", () => {
    if (document.visibilityState === "hidden" && isDirty && !isSent) {
      isDirty = false;
      const data = body(false);
      data.set("csrfmiddlewaretoken", csrfToken());
      navigator.sendBeacon(form.dataset.draftUrl, data);
    }
  });
}
