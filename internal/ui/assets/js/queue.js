// Forms inside data-queue are sent in the background and kept on this device, with their idempotency key, until the
// server says that it has them: what is sent twice is stored once. They go in the order in which they were written.
//   204                 the server has it
//   409, 413, 422 …     it will never take it: the words stay on the page, with what is wrong
//   anything else       later: the network or the server is away, or the session has ended
// On a shared device they are kept only as long as the page. Signing out erases them (keep.js).
import { forget, prefix } from "./keep.js";

const fresh = new EventTarget(); // "stored": a form has reached the server
const patience = 15_000; // milliseconds for one answer
const pauses = [1, 2, 4, 8, 15]; // seconds between tries
const memory = new Map();
const shared = () => "shared" in document.body.dataset;
const home = () => `${prefix}${document.body.dataset.who}:queue:`;

let sending = false;
let tries = 0;
let timer;
let number = 0;
let told = ""; // what has just been stored
let trouble = ""; // what the line says: "waiting", "signedOut" or nothing

export const stored = (act) => fresh.addEventListener("stored", act);

// random is a key that nobody else has; randomUUID is there by HTTPS alone.
const random = () => Array.from(crypto.getRandomValues(new Uint8Array(16)), (b) => b.toString(16).padStart(2, "0")).join("");

function entries() {
  if (shared()) return [...memory.values()];
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(home())).sort().map((key) => JSON.parse(localStorage.getItem(key)));
  } catch {
    return [...memory.values()];
  }
}

function put(entry) {
  memory.set(entry.place, entry);
  try {
    if (!shared()) localStorage.setItem(entry.place, JSON.stringify(entry));
  } catch { /* full or closed: it lives as long as the page */ }
}

function remove(entry) {
  memory.delete(entry.place);
  try {
    localStorage.removeItem(entry.place);
  } catch { /* nothing kept */ }
}

// What a form holds; the button that was pressed counts.
function read(form, button) {
  const body = new URLSearchParams(new FormData(form));
  if (button?.name) body.append(button.name, button.value);
  return body;
}

const filled = (form) => [...form.querySelectorAll("select, textarea")].every((field) => field.value.trim() !== "" || field.closest("[data-queue=field]"));

function onSubmit(event) {
  const form = event.target;
  const box = form.closest?.("[data-queue]");
  if (!box || !filled(form)) return; // the page of the server says what is missing
  event.preventDefault();
  setTimeout(() => sessionStorage.removeItem("chibo-sent")); // it was sent here, not by the page
  const body = read(form, event.submitter);
  const entry = {
    place: `${home()}${Date.now().toString(36).padStart(9, "0")}-${String(number++).padStart(4, "0")}`,
    url: new URL(form.action).pathname, kind: box.dataset.queue, done: box.dataset.done ?? "", body: body.toString(),
    title: form.querySelector("[name=speaker]")?.selectedOptions[0]?.text ?? "", text: body.get("body") ?? body.get("conclusion") ?? body.get("content") ?? "",
  };
  put(entry);
  const key = form.querySelector("[name=_key]");
  if (key) key.value = random();
  after[entry.kind]?.(form, entry, event.submitter);
  show();
  pump();
}

// What the page does at once, before the server has answered.
const after = {
  note(form) {
    forget(form);
    form.reset();
    form.querySelector("[name=speaker]")?.focus();
  },
  mark(_, entry, button) {
    const [person, mark, version] = button.value.split(" ");
    const next = { present: "excused", excused: "unexcused" }[mark] ?? "present";
    button.value = [person, next, Number(version) + 1].join(" ");
    button.setAttribute("aria-pressed", String(mark === "present"));
    button.classList.toggle("out", mark !== "present");
    button.classList.remove("open");
    button.classList.add("waiting");
  },
};

// What the page does once the server has it.
const done = {
  field(entry) {
    const sent = new URLSearchParams(entry.body);
    const version = sent.get("_version");
    const form = document.querySelector(`[data-queue=field] form[action="${entry.url}"]`);
    if (form) {
      for (const field of form.querySelectorAll("textarea, input:not([type=hidden])")) {
        if (sent.has(field.name)) field.defaultValue = sent.get(field.name);
      }
      forget(form);
    }
    for (const other of document.querySelectorAll("[data-queue=field] [name=_version]")) {
      if (other.value === version) other.value = String(Number(version) + 1); // the item is one record
    }
  },
};

async function send(entry) {
  const answer = await fetch(entry.url, {
    method: "POST", body: entry.body, redirect: "manual", signal: AbortSignal.timeout(patience),
    headers: { "Content-Type": "application/x-www-form-urlencoded", Prefer: "return=minimal" },
  });
  if (answer.status === 204) return "stored";
  if (answer.status === 401 || answer.type === "opaqueredirect") return "signedOut";
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return "waiting";
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  if (entry.kind === "field" && answer.status !== 404 && showAgain(entry, page)) return "shown";
  entry.refused = page.querySelector("[data-errors], .theirs, main h1")?.textContent.trim() ?? String(answer.status);
  return "refused";
}

// The form as the server gave it back, with what was typed and what somebody else wrote, takes the place of ours.
function showAgain(entry, page) {
  const find = (doc) => doc.querySelector(`[data-queue=field] form[action="${entry.url}"]`);
  const [ours, theirs] = [find(document), find(page)];
  if (!ours || !theirs) return false;
  ours.replaceWith(theirs);
  theirs.querySelector("[data-errors]")?.scrollIntoView({ block: "center" });
  return true;
}

export async function pump() {
  clearTimeout(timer);
  if (sending) return;
  sending = true;
  try {
    for (;;) {
      const entry = entries().find((e) => !e.refused);
      if (!entry) break;
      const outcome = await send(entry).catch(() => "waiting");
      if (outcome === "waiting" || outcome === "signedOut") {
        trouble = outcome;
        timer = setTimeout(pump, pauses[Math.min(tries++, pauses.length - 1)] * 1000);
        return;
      }
      tries = 0;
      trouble = "";
      if (outcome === "refused" && entry.kind !== "mark") put(entry);
      else remove(entry);
      if (outcome === "stored") {
        done[entry.kind]?.(entry);
        tell(entry.done);
      }
      fresh.dispatchEvent(new Event("stored"));
    }
  } finally {
    sending = false;
    show();
  }
}

// tell says for a while that a form was stored.
function tell(words) {
  if (!words) return;
  told = words;
  setTimeout(() => {
    told = "";
    show();
  }, 5000);
}

function item(entry, words, drop) {
  const li = document.createElement("li");
  const box = Object.assign(document.createElement("div"), { className: "grow" });
  box.append(Object.assign(document.createElement("b"), { textContent: entry.title }), Object.assign(document.createElement("div"), { className: "pre", textContent: entry.text }));
  if (entry.refused) {
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-sm btn-quiet", textContent: drop });
    button.addEventListener("click", () => { remove(entry); show(); });
    box.append(Object.assign(document.createElement("div"), { className: "field-msg", textContent: `${words} ${entry.refused}` }), button);
  }
  li.append(box);
  return li;
}

// show lists what waits, and says why.
export function show() {
  const line = document.querySelector("[data-queue-note]");
  if (!line) return;
  const all = entries();
  const waiting = all.filter((entry) => !entry.refused).length;
  const words = trouble && waiting > 0 ? line.dataset[trouble].replace("{0}", waiting) : told;
  line.hidden = !words;
  line.classList.toggle("queue-ok", words === told);
  line.textContent = words;
  const list = document.querySelector("[data-queued]");
  if (!list) return;
  const notes = all.filter((entry) => entry.kind !== "mark" && (entry.kind === "note" || entry.refused));
  list.hidden = notes.length === 0;
  list.replaceChildren(...notes.map((entry) => item(entry, line.dataset.refused, line.dataset.drop)));
}

export function queue() {
  if (!document.body.dataset.who) return;
  document.addEventListener("submit", onSubmit, true);
  addEventListener("online", pump);
  show();
  pump();
}
