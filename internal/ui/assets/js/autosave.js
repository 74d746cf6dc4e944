// A form with data-autosave stores itself at that address: some seconds after the last key, and at once when a field or
// the page is left. One request is on its way at a time; it carries the version that the page shows.
//   204            stored: the answer brings the next version
//   409            somebody else saved other words: both are shown, and nothing is sent until the reader has chosen
//   401            the session is over: the page stays, what is typed is kept (keep.js), signing in is offered beside
//   413, 422 …     it is not taken as it is: the words stay, with what is wrong; the next key tries again
//   anything else  later: the network or the server is away
// What was sent and got no answer may have been stored all the same: a conflict with one's own words is none.
import { button, line, stored } from "./keep.js";
import { clock, text } from "./texts.js";

const pause = 3000; // milliseconds after the last key
const again = 5000; // until what failed is tried once more
const patience = 15_000; // for one answer
const keepaliveMost = 60_000; // bytes that a browser sends for a page that is gone

const shared = () => "shared" in document.body.dataset;

// read is what the form holds, without what is new on every page.
function read(form) {
  const body = new URLSearchParams(new FormData(form));
  body.delete("_key");
  body.delete("_version");
  return body;
}

// served is what the server put into the page: a browser may have filled the fields with what stood there before.
function served(form) {
  const body = read(form);
  for (const field of form.querySelectorAll("textarea[name], input[type=text][name]")) body.set(field.name, field.defaultValue);
  return body;
}

const version = (form) => form.querySelector("[name=_version]");
const fieldOf = (form, name) => form.querySelector(`textarea[name="${CSS.escape(name)}"], input[name="${CSS.escape(name)}"]:not([type=hidden])`);

function watch(form) {
  const state = {
    form, note: document.querySelector("[data-saved]"), said: "", stored: served(form).toString(),
    timer: 0, again: 0, flight: null, // the request on its way
    unsure: [], // what was sent and got no answer
    open: new Set(), // fields whose two texts wait for a choice
    gone: false, // the form leaves with its page
  };
  const on = (type, ms) => document.addEventListener(type, (event) => {
    if (event.target.form === form) later(state, ms); // it may stand outside
  });
  on("input", pause);
  on("change", 0);
  on("focusout", 0);
  form.addEventListener("submit", (event) => onSubmit(state, event));
  addEventListener("online", () => later(state, 0));
  addEventListener("pagehide", () => save(state));
  addEventListener("pageshow", () => { state.gone = false; });
  addEventListener("beforeunload", (event) => {
    if (!state.gone && shared() && dirty(state)) event.preventDefault(); // nothing is kept there
  });
  document.addEventListener("visibilitychange", () => {
    if (document.hidden) save(state);
  });
  setTimeout(() => later(state, pause)); // keep.js may have brought something back
}

const dirty = (state) => read(state.form).toString() !== state.stored;

function later(state, ms) {
  clearTimeout(state.timer);
  state.timer = setTimeout(() => save(state), ms);
}

// A button with data-save saves here; any other waits for what is on its way, and then leaves with the form.
function onSubmit(state, event) {
  if (event.defaultPrevented) return;
  if (event.submitter && "save" in event.submitter.dataset) {
    event.preventDefault();
    event.stopImmediatePropagation();
    if (dirty(state)) later(state, 0);
    else say(state, "saved");
    return;
  }
  if (state.flight) {
    event.preventDefault();
    event.stopImmediatePropagation();
    state.flight.finally(() => state.form.requestSubmit(event.submitter));
    return;
  }
  clearTimeout(state.timer);
  state.gone = true;
}

function save(state) {
  if (state.gone || state.flight || state.open.size > 0 || !dirty(state)) return;
  clearTimeout(state.timer);
  state.flight = post(state).finally(() => {
    state.flight = null;
    if (state.again && state.open.size === 0 && dirty(state)) later(state, state.again);
  });
}

async function post(state) {
  const sent = read(state.form);
  const body = new URLSearchParams(sent);
  if (version(state.form)) body.set("_version", version(state.form).value);
  const bytes = body.toString();
  state.again = pause;
  if (state.said === "" || state.said === "saved") say(state, "saving");
  try {
    const answer = await fetch(state.form.dataset.autosave, {
      method: "POST", body: bytes, redirect: "manual", keepalive: bytes.length < keepaliveMost,
      signal: AbortSignal.timeout(patience),
      headers: { "Content-Type": "application/x-www-form-urlencoded", Prefer: "return=minimal" },
    });
    await take(state, sent, answer);
  } catch { // no answer: it may have arrived
    state.unsure.push(sent);
    trouble(state, shared() ? "unsentShared" : "unsent");
  }
}

async function take(state, sent, answer) {
  if (answer.status === 204) return done(state, sent, answer.headers.get("Chibo-Version"));
  if (answer.status === 401 || answer.type === "opaqueredirect") return signedOut(state);
  if (answer.status >= 500 || answer.status === 429 || answer.status === 408) return trouble(state, shared() ? "unsentShared" : "unsent");
  const page = new DOMParser().parseFromString(await answer.text(), "text/html");
  const theirs = page.querySelector(`form[data-autosave="${CSS.escape(state.form.dataset.autosave)}"]`);
  if (answer.status === 409 && theirs && collide(state, theirs)) return;
  state.again = 0; // it waits for a key
  const faults = [...(theirs ?? page).querySelectorAll("[data-errors] a, [data-errors] p")];
  say(state, "refused", faults.map((fault) => fault.textContent.trim()).join(" ") || page.querySelector("main h1, h1")?.textContent.trim());
}

function done(state, sent, next) {
  if (next && version(state.form)) version(state.form).value = next;
  state.stored = sent.toString();
  state.unsure = [];
  stored(state.form, sent);
  say(state, "saved");
}

// collide settles field by field what the form and the server say: what only one of them changed is taken as it is, what
// both changed is shown for the reader to choose. It reports false where the answer does not tell.
function collide(state, theirs) {
  const base = new URLSearchParams(state.stored); // what both began with
  const both = [];
  for (const box of theirs.querySelectorAll(".theirs")) {
    const name = box.closest(".field")?.querySelector("[name]")?.name;
    const field = name && fieldOf(state.form, name);
    if (!field) return false;
    const p = box.querySelector("p");
    const words = p.dataset.value ?? "";
    const before = (base.get(name) ?? "").trim();
    const mine = field.value.trim();
    if (words === before || words === mine || state.unsure.some((sent) => sent.get(name)?.trim() === words)) continue;
    if (mine === before) put(field, words);
    else both.push({ field, words, shown: p.textContent });
  }
  if (version(state.form) && version(theirs)) version(state.form).value = version(theirs).value;
  state.unsure = [];
  state.again = 1;
  if (both.length > 0) say(state, "choose");
  for (const { field, words, shown } of both) choose(state, field, words, shown);
  return true;
}

// put fills a field, and lets the page follow.
function put(field, words) {
  field.value = words;
  field.dispatchEvent(new Event("input", { bubbles: true }));
}

function choose(state, field, words, shown) {
  state.open.add(field);
  const chosen = (take) => () => {
    state.open.delete(field);
    if (take) put(field, words);
    later(state, 0);
  };
  const box = line(field, text("theirs"), button(field, text("takeTheirs"), chosen(true)), button(field, text("keepMine"), chosen(false)));
  box.firstChild.after(Object.assign(document.createElement("p"), { className: "theirs", textContent: shown }));
}

function trouble(state, key) {
  state.again = again;
  say(state, key);
}

function signedOut(state) {
  if (state.said === "expired") return trouble(state, "expired");
  trouble(state, "expired");
  const link = Object.assign(document.createElement("a"), { href: "/login", target: "_blank", rel: "noopener", textContent: text("signIn") });
  state.note?.append(" ", link);
}

// say tells what became of the form; only what the reader has to know is read aloud.
function say(state, key, words = clock(Date.now())) {
  const fine = key === "saved" || key === "saving";
  if (!state.note || !fine && key !== "refused" && state.said === key) return;
  state.said = key;
  state.note.setAttribute("aria-live", fine ? "off" : "polite");
  state.note.textContent = text(key, words);
  state.note.classList.toggle("unsaved", !fine);
}

export function autosave() {
  if (!document.body.dataset.who) return;
  for (const form of document.querySelectorAll("form[data-autosave]")) watch(form);
}
