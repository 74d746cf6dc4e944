// A running meeting on the page: its clock runs, and the parts marked with data-live follow what others do. The server
// tells only that something changed; what changed is fetched from this page's own address, with this reader's rights.
// A part in which the reader is at work stays as it is.
import { again } from "./again.js";
import { watch } from "./keep.js";
import { pump, show, stored } from "./queue.js";

const look = 60; // seconds: a page that heard nothing looks all the same; data-again says otherwise
const spread = 700; // milliseconds over which many readers of one change come
const pause = 3000; // milliseconds until what could not be fetched is asked for again
const leave = 10_000; // milliseconds after which a page that was to be left, and is still there, follows again

let root; // the element with data-follow
let cursor = 0;
let busy = false;
let asked = false;
let leaving = false; // the next page is on its way and brings what is new: nothing may come in between
const seen = new WeakMap(); // clock → when it was put into the page

const touched = (field) => field.tagName === "SELECT"
  ? [...field.options].some((o) => o.selected !== o.defaultSelected) && field.selectedIndex > 0
  : field.type !== "hidden" && field.value !== field.defaultValue;

const typing = (part) => part.contains(document.activeElement) && document.activeElement.matches("input, textarea, select");
const dirty = (part) => [...part.querySelectorAll("input, textarea, select")].some(touched);

// Keys are new on every page and mean no change.
const plain = (part) => part.outerHTML.replace(/name="_key" value="[^"]*"/g, "");

function swap(part, next) {
  if (plain(part) === plain(next)) return;
  if (typing(part) || dirty(part)) return adopt(part, next);
  const focus = part.contains(document.activeElement) ? document.activeElement.id : "";
  if (part.tagName === "DETAILS") next.open = part.open;
  part.replaceWith(next);
  for (const form of next.querySelectorAll("form[data-keep]")) watch(form);
  if (focus) document.getElementById(focus)?.focus();
}

// adopt takes over the version of a record of which nobody changed the fields that are being typed in.
function adopt(part, next) {
  const texts = (of) => [...of.querySelectorAll("textarea, input:not([type=hidden])")].map((f) => `${f.name}=${f.defaultValue}`).join("\n");
  const [ours, theirs] = [part, next].map((of) => of.querySelector("[name=_version]"));
  if (ours && theirs && texts(part) === texts(next)) ours.value = theirs.value;
}

// elsewhere says that the meeting has gone on, and leads there.
function elsewhere() {
  const line = document.querySelector("[data-queue-note]");
  if (!line || document.querySelector("[data-moved-line]")) return;
  const box = Object.assign(document.createElement("p"), { className: "queue", textContent: line.dataset.moved + " " });
  box.dataset.movedLine = "";
  box.append(Object.assign(document.createElement("a"), { href: location.pathname, textContent: line.dataset.followLink }));
  line.after(box);
}

async function refresh() {
  asked = busy;
  if (busy || leaving) return;
  busy = true;
  try {
    const answer = await again(location.href);
    if (leaving) return;
    if (answer.redirected || answer.status === 403 || answer.status === 404) {
      if (!dirty(document.body)) location.reload(); // signed out, or no longer of the cell
      return;
    }
    const page = await answer.text();
    if (!answer.ok) throw new Error(String(answer.status));
    if (!leaving) take(new DOMParser().parseFromString(page, "text/html"));
  } catch { // the network is away, or the server is, or has too much to do: the change was told and must still be shown
    setTimeout(refresh, pause + Math.random() * spread);
  } finally {
    busy = false;
  }
  if (asked) refresh();
}

function take(page) {
  const next = page.querySelector("[data-follow]");
  if (!next || next.dataset.item !== root.dataset.item) {
    if (dirty(document.body) || document.activeElement?.matches("textarea")) elsewhere();
    else location.reload();
    return;
  }
  cursor = Math.max(cursor, Number(next.dataset.cursor ?? 0));
  for (const part of document.querySelectorAll("[data-live]")) {
    const fresh = page.querySelector(`[data-live="${part.dataset.live}"]`);
    if (fresh) swap(part, document.adoptNode(fresh));
  }
  if (next.dataset.item && next.dataset.floor !== next.dataset.item && next.dataset.floor !== root.dataset.floor) elsewhere();
  root.dataset.floor = next.dataset.floor;
  show();
  tick();
}

function listen() {
  const source = new EventSource(`${root.dataset.follow}?since=${cursor}`);
  source.addEventListener("open", pump);
  source.addEventListener("message", (event) => {
    if (Number(event.data) <= cursor) return;
    cursor = Number(event.data);
    setTimeout(refresh, root.dataset.item || root.dataset.again ? 0 : Math.random() * spread); // few are rooms and screens
  });
  source.addEventListener("error", () => {
    if (source.readyState !== EventSource.CLOSED) return; // it tries again by itself
    setTimeout(listen, 5000);
    refresh();
  });
}

const two = (n) => String(n).padStart(2, "0");

// warn says near the end of an item, and after it, in words as well as in colour.
function warn(clock, now) {
  for (const line of clock.parentElement.querySelectorAll("[data-when]")) {
    const { when } = line.dataset;
    clock.classList.toggle(when, when === now);
    if (line.hidden !== (when !== now)) line.hidden = when !== now;
  }
}

// tick lets the clocks run: what is left, or over; of an item without a length what it took.
function tick() {
  for (const clock of document.querySelectorAll("[data-left]")) {
    if (!seen.has(clock)) seen.set(clock, performance.now());
    const runs = "runs" in clock.dataset ? (performance.now() - seen.get(clock)) / 1000 : 0;
    const left = Math.round(Number(clock.dataset.left) - runs);
    const whole = Number(clock.dataset.whole);
    const n = Math.abs(left);
    clock.textContent = `${left < 0 && whole ? "+" : ""}${two(Math.floor(n / 60))}:${two(n % 60)}`;
    warn(clock, !whole || left >= Number(clock.dataset.warn) ? "" : left < 0 ? "over" : "soon");
    const bar = clock.closest("section, main")?.querySelector("[data-bar] rect");
    if (bar && whole) bar.setAttribute("width", `${Math.min(100, Math.max(0, 100 * (1 - left / whole))).toFixed(1)}%`);
  }
}

// → goes on, Space pauses, P opens the projector: off in fields and where the reader turned keys off.
function onKey(event) {
  if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || "nokeys" in document.body.dataset) return;
  if (event.target.closest("input, textarea, select, button, a, summary")) return;
  const button = document.querySelector(`[data-press="${CSS.escape(event.key.length === 1 ? event.key.toLowerCase() : event.key)}"]`);
  if (!button) return;
  event.preventDefault();
  button.click();
}

export function live() {
  root = document.querySelector("[data-follow]");
  if (!root) return;
  cursor = Number(root.dataset.cursor ?? 0);
  if (root.dataset.item && root.dataset.item === root.dataset.floor && location.search) {
    history.replaceState(null, "", location.pathname + location.hash); // it follows the meeting
  }
  stored(refresh);
  addEventListener("beforeunload", () => {
    leaving = true;
    setTimeout(() => {
      leaving = false;
      refresh();
    }, leave);
  });
  listen();
  tick();
  setInterval(tick, 1000);
  setInterval(() => {
    if (!document.hidden) refresh();
  }, Number(root.dataset.again ?? look) * 1000);
  document.addEventListener("keydown", onKey);
}
