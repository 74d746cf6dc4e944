// What is being typed in a form with data-keep stays on this device, field by field, until the server has it. An entry
// holds the text, the text that the page had when the typing began, and the time. When the form is opened again:
//   page = kept   the server has it: the entry goes;
//   page = base   nobody else wrote: the text comes back, with a way to drop it;
//   otherwise     both texts are shown and the reader chooses.
// Nothing is kept on a shared device, and signing out erases everything.
import { clock, text } from "./texts.js";

export const prefix = "chibo-keep:";
const longest = 30 * 24 * 3600 * 1000; // milliseconds: forgotten drafts do not stay for ever

const place = (form, field) => `${prefix}${document.body.dataset.who}:${form.dataset.keep}:${field.name}`;

function load(key) {
  try {
    const entry = JSON.parse(localStorage.getItem(key));
    if (entry && Date.now() - entry.time < longest) return entry;
  } catch { /* not ours to repair */ }
  drop(key);
  return null;
}

function drop(key) {
  try {
    localStorage.removeItem(key);
  } catch { /* nothing to remove */ }
}

function save(key, entry) {
  try {
    localStorage.setItem(key, JSON.stringify(entry));
    return true;
  } catch {
    return false; // full or closed: the page must not claim that it keeps
  }
}

function eraseAll(test = () => true) {
  try {
    for (const key of Object.keys(localStorage)) if (key.startsWith(prefix) && test(key)) localStorage.removeItem(key);
  } catch { /* nothing kept */ }
}

// line says something below a field, in place of what was said there before.
export function line(field, words, ...buttons) {
  const home = field.closest(".field") ?? field.parentElement;
  home.querySelector(":scope > .kept")?.remove();
  const box = document.createElement("div");
  box.className = "kept";
  box.setAttribute("role", "status");
  box.append(words, ...buttons);
  home.append(box);
  return box;
}

// button answers a line, which goes.
export function button(field, label, act) {
  const b = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: label });
  b.addEventListener("click", () => {
    b.closest(".kept").remove();
    act();
    field.focus();
  });
  return b;
}

// The server brings text into one form before it stores it.
const alike = (a, b) => a.normalize("NFC").trim() === b.normalize("NFC").trim();

// served is what the server put into a field: somebody may type before the script has come, and a browser may have
// filled the field with what stood there before.
const served = (field) => field.tagName === "SELECT"
  ? ([...field.options].find((o) => o.defaultSelected) ?? field.options[0])?.value ?? ""
  : field.defaultValue;

const put = (field, words) => {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
};

// restore brings back what was kept of a field, or shows it beside, and reports whether it did.
function restore(field, key) {
  const entry = load(key);
  if (!entry) return false;
  const page = served(field);
  const typed = field.value; // by now
  if (alike(page, entry.text)) {
    drop(key);
    return false;
  }
  if (alike(page, entry.base) && (alike(typed, page) || alike(typed, entry.text))) {
    field.value = entry.text;
    line(field, text("restored", clock(entry.time)), button(field, text("drop"), () => {
      drop(key);
      put(field, page);
    }));
    return true;
  }
  const use = button(field, text("use"), () => put(field, entry.text));
  const forget = button(field, text("drop"), () => {
    drop(key);
    put(field, typed);
  });
  const box = line(field, text("differs", clock(entry.time)), use, forget);
  const other = Object.assign(document.createElement("p"), { className: "theirs", textContent: entry.text });
  box.firstChild.after(other);
  return true;
}

const bases = new WeakMap(); // field → the text that the server has

const kept = (form) => [...form.querySelectorAll("input[name], textarea[name], select[name]")]
  .filter((field) => !["hidden", "password", "file", "checkbox", "radio", "submit"].includes(field.type));

function keepNow(form, field) {
  const key = place(form, field);
  const time = Date.now();
  if (field.value === bases.get(field)) drop(key);
  else if (save(key, { text: field.value, base: bases.get(field), time }) && field.tagName === "TEXTAREA" && !form.dataset.autosave) {
    line(field, text("kept", clock(time)));
  }
}

// watch keeps what is typed in a form from now on.
export function watch(form) {
  if (!document.body.dataset.who || "shared" in document.body.dataset) return;
  for (const field of kept(form)) {
    bases.set(field, served(field));
    let timer = 0;
    const now = () => {
      timer = 0;
      keepNow(form, field);
    };
    const soon = () => {
      clearTimeout(timer);
      timer = setTimeout(now, 800);
    };
    field.addEventListener("input", soon);
    if (!restore(field, place(form, field)) && field.value !== served(field)) soon();
    addEventListener("pagehide", () => timer && now());
  }
}

// stored says that the server has these texts of a form by now, by the names of their fields.
export function stored(form, texts) {
  for (const field of kept(form)) {
    if (!bases.has(field) || !texts.has(field.name)) continue;
    bases.set(field, texts.get(field.name));
    keepNow(form, field);
    if (field.value === bases.get(field)) field.closest(".field")?.querySelector(":scope > .kept")?.remove();
  }
}

// forget drops what is kept of a form that has gone its own way to the server.
export function forget(form) {
  for (const field of form.querySelectorAll("input[name], textarea[name], select[name]")) drop(place(form, field));
  for (const box of form.querySelectorAll(".kept")) box.remove();
}

// A form that was sent is forgotten once a page says that it was done.
function settle() {
  let sent;
  try {
    sent = sessionStorage.getItem("chibo-sent");
    sessionStorage.removeItem("chibo-sent");
  } catch { /* closed storage: nothing was kept either */ }
  if (!sent) return;
  if ("done" in document.body.dataset) eraseAll((key) => key.startsWith(`${prefix}${document.body.dataset.who}:${sent}:`));
}

// guard warns before input of a form with data-guard is left unsent. One that stores itself needs none.
function guard() {
  let dirty = false;
  document.addEventListener("input", (event) => {
    if (event.target.closest("form[data-guard]:not([data-autosave])")) dirty = true;
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches("form[data-guard]")) dirty = false;
  });
  addEventListener("beforeunload", (event) => {
    if (!dirty) return;
    event.preventDefault();
    event.returnValue = "";
  });
}

export function keep() {
  guard();
  for (const form of document.querySelectorAll("form[data-sign-out]")) form.addEventListener("submit", () => eraseAll());
  if (!document.body.dataset.who) return;
  if ("shared" in document.body.dataset) return eraseAll();
  settle();
  for (const form of document.querySelectorAll("form[data-keep]")) {
    watch(form);
    form.addEventListener("submit", () => {
      try {
        sessionStorage.setItem("chibo-sent", form.dataset.keep);
      } catch { /* the entries are compared with the page instead */ }
    });
  }
}
