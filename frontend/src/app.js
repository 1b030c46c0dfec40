// What every page does: htmx, "/" to search, menus that close, buttons that are pressed once.
import htmx from "htmx.org";
import { notice } from "./notices.js";
import "./month.js";
import "./review.js";
import "./task.js";

const root = document.documentElement;

// Set here, not in each page: the content security policy allows neither eval nor inline styles, and pages of
// records are not kept in the browser's storage.
Object.assign(htmx.config, { allowEval: false, includeIndicatorStyles: false, historyCacheSize: 0, timeout: 30000,
  attributesToSettle: ["class"] });

// The tab of the page in sight, where a phone shows only some of them.
for (const here of document.querySelectorAll(".tabs [aria-current]")) {
  const list = here.closest(".tabs"), inside = here.getBoundingClientRect(), frame = list.getBoundingClientRect();
  list.scrollLeft += inside.left - frame.left - (frame.width - inside.width) / 2;
}

// "/" goes to the search box, Escape leaves it and closes an open menu.
document.addEventListener("keydown", (event) => {
  const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
  if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
    const box = document.getElementById("search-box");
    if (box) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  }
  if (event.key === "Escape") {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
    if (event.target.id === "search-box") event.target.blur();
  }
});

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
  const button = event.target.closest("[data-does]");
  if (button) does[button.dataset.does]?.(button, event);
});

const does = {
  // The choice is a cookie, so the server draws the next page in that size at once.
  "large-text"(button) {
    const large = root.dataset.text !== "large";
    root.dataset.text = large ? "large" : "normal";
    button.setAttribute("aria-pressed", String(large));
    document.cookie = `text=${root.dataset.text}; path=/; max-age=31536000; samesite=lax`;
  },
  print() {
    window.print();
  },
  copy(button) {
    const from = document.getElementById(button.dataset.of);
    const done = () => notice(button.dataset.done, "good");
    if (navigator.clipboard) return navigator.clipboard.writeText(from.textContent.trim()).then(done);
    // A browser gives the clipboard to pages over HTTPS only; an office's own network often has none.
    if (from.select) from.select();
    else getSelection().selectAllChildren(from);
    if (document.execCommand("copy")) done();
  },
  "open-dialog"(button) {
    document.getElementById(button.dataset.of)?.showModal();
  },
  "close-dialog"(button) {
    button.closest("dialog")?.close();
  },
  dismiss(button) {
    button.closest(".note")?.remove();
  },
};

// A choice that is the whole form sends it; without a script its button does.
document.addEventListener("change", (event) => {
  if (event.target.matches("[data-submits]")) event.target.form.requestSubmit();
});

// What was typed and not saved is not lost by another form or link of the page: the browser asks first.
let leaving = false;
const typed = () => [...document.querySelectorAll("form[data-guard] textarea")].some((each) => each.value !== each.defaultValue);
document.addEventListener("submit", (event) => {
  leaving = event.target.hasAttribute("data-guard");
});
addEventListener("beforeunload", (event) => {
  if (!leaving && typed()) event.preventDefault();
});

// Judging by keyboard: 1, 2, 3 choose and go to the reason, Ctrl+Enter saves and opens the next.
document.addEventListener("keydown", (event) => {
  const form = document.querySelector("form[data-judge]");
  if (!form) return;
  if (event.key === "Enter" && (event.ctrlKey || event.metaKey) && form.contains(event.target)) {
    event.preventDefault();
    form.requestSubmit(form.querySelector("button[name=next]"));
  }
  const typing = event.target.closest?.("input:not([type=radio]), textarea, select, [contenteditable]");
  if (typing || event.ctrlKey || event.metaKey || event.altKey) return;
  const choice = form.querySelectorAll("input[type=radio]")[Number(event.key) - 1];
  if (choice) {
    event.preventDefault();
    choice.checked = true;
    form.querySelector("textarea").focus();
  }
});

// The box in a table's head ticks the whole page, except what is only ever done again by hand.
document.addEventListener("change", (event) => {
  const head = event.target.closest("thead input[type=checkbox]");
  if (!head) return;
  for (const box of head.closest("table").querySelectorAll("tbody input[type=checkbox]")) {
    if (!head.checked || !("byHand" in box.dataset)) box.checked = head.checked;
  }
});

// A form is sent once; a second click while the server works changes nothing. A download leaves its page open.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.dataset.confirm && !window.confirm(form.dataset.confirm)) {
    event.preventDefault();
    return;
  }
  if (form.method !== "post" || form.hasAttribute("data-download")) return;
  if (form.dataset.sent) {
    event.preventDefault();
    return;
  }
  form.dataset.sent = "1";
});

// What such a page says may change with its download: the file is kept, then the page is drawn anew where it stands.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (event.defaultPrevented || !form.hasAttribute("data-redraws")) return;
  event.preventDefault();
  if (form.dataset.sent) return;
  form.dataset.sent = "1";
  keepFile(form, event.submitter)
    .catch(() => notice(document.getElementById("notices")?.dataset.trouble ?? "", "bad"))
    .finally(() => delete form.dataset.sent);
});

async function keepFile(form, button) {
  const body = new FormData(form);
  if (button?.name) body.append(button.name, button.value);
  const answer = await fetch(form.action, { method: "post", body, redirect: "manual" });
  const name = /filename\*=UTF-8''([^;]+)/.exec(answer.headers.get("Content-Disposition") ?? "");
  if (name) {
    const link = document.createElement("a");
    link.href = URL.createObjectURL(await answer.blob());
    link.download = decodeURIComponent(name[1]);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 60000);
  } else if (answer.type !== "opaqueredirect") throw new Error(answer.statusText);
  await htmx.ajax("GET", window.location.href, { target: "#content", select: "#content", swap: "outerHTML" });
  window.scrollTo(0, 0);
}

// Going back brings the page as it was left: forms may be sent again.
window.addEventListener("pageshow", () => {
  for (const form of document.querySelectorAll("form[data-sent]")) delete form.dataset.sent;
});

// Empty conditions do not go into the address.
document.addEventListener("formdata", (event) => {
  if (event.target.method !== "get") return;
  for (const [name, value] of [...event.formData.entries()]) {
    if (value === "") event.formData.delete(name);
  }
});

// A file dropped on the field is chosen.
for (const zone of document.querySelectorAll(".drop")) {
  const input = zone.querySelector("input[type=file]");
  for (const kind of ["dragover", "dragleave", "drop"]) {
    zone.addEventListener(kind, (event) => {
      event.preventDefault();
      zone.classList.toggle("is-over", kind === "dragover");
    });
  }
  zone.addEventListener("drop", (event) => {
    input.files = event.dataTransfer.files;
    input.dispatchEvent(new Event("change", { bubbles: true }));
  });
}

// On a phone the conditions fold away; those that are set stand below as chips.
if (window.matchMedia("(max-width: 40rem)").matches) {
  for (const filters of document.querySelectorAll("details.filters")) filters.open = false;
}

for (const name of ["htmx:responseError", "htmx:sendError", "htmx:timeout"]) {
  document.addEventListener(name, () => notice(document.getElementById("notices")?.dataset.trouble ?? "", "bad"));
}
