// The editor of a report. A part grows with its words, and the places of comments shine through it while it is written;
// a comment leads to its place; titles of what lies beside the text are inserted; what a leader selects in a text is
// what he comments on. Positions come and go in characters, a script counts in UTF-16.
const parts = new Map(); // name of the part → { field, under, was, places }

const units = (text, n) => [...text].slice(0, n).join("").length;
const characters = (text) => [...text].length;

// adjust moves a place along with an edit that replaced [from, to) by some other number of letters.
function adjust(place, from, to, by) {
  if (to <= place.start) return { ...place, start: place.start + by, stop: place.stop + by };
  if (from >= place.stop) return place;
  return { ...place, start: Math.min(place.start, from), stop: Math.max(place.stop + by, Math.min(place.start, from)) };
}

// follow moves the places of a part to what the text is now.
function follow(part) {
  const { was, field: { value: now } } = part;
  let from = 0;
  while (from < was.length && from < now.length && was[from] === now[from]) from++;
  let end = 0;
  while (end < was.length - from && end < now.length - from && was[was.length - 1 - end] === now[now.length - 1 - end]) end++;
  if (was !== now) part.places = part.places.map((place) => adjust(place, from, was.length - end, now.length - was.length));
  part.was = now;
}

function draw(part) {
  follow(part);
  const text = part.field.value;
  const cuts = [...new Set([0, text.length, ...part.places.flatMap((p) => [p.start, p.stop])])].sort((a, b) => a - b);
  const nodes = [];
  for (let i = 1; i < cuts.length; i++) {
    const on = part.places.filter((p) => p.start < cuts[i] && cuts[i] <= p.stop);
    const words = text.slice(cuts[i - 1], cuts[i]);
    if (on.length === 0) {
      nodes.push(words);
      continue;
    }
    const mark = Object.assign(document.createElement("mark"), { textContent: words });
    mark.classList.toggle("on", on.some((p) => p.no === part.shown));
    nodes.push(mark);
    const ends = on.filter((p) => p.stop === cuts[i]).map((p) => p.no);
    if (ends.length === 0) continue;
    const no = Object.assign(document.createElement("span"), { className: "no" });
    no.dataset.no = ends.join(",");
    nodes.push(no);
  }
  part.under.replaceChildren(...nodes, "\n");
}

// back lays a copy of the text under the field: it carries the marks, and gives the field its height.
function back(box) {
  const field = box.querySelector("textarea");
  const under = Object.assign(document.createElement("div"), { className: "under" });
  under.setAttribute("aria-hidden", "true");
  const frame = Object.assign(document.createElement("div"), { className: "backed" });
  field.replaceWith(frame);
  frame.append(under, field);
  const was = field.defaultValue;
  const places = box.dataset.places.split(";").filter(Boolean).map((words) => {
    const [start, stop, no] = words.split(" ");
    return { start: units(was, Number(start)), stop: units(was, Number(stop)), no };
  });
  const part = { field, under, was, places, shown: "" };
  parts.set(box.dataset.part, part);
  box.querySelector(".seen")?.remove();
  field.addEventListener("input", () => draw(part));
  setTimeout(() => draw(part)); // once what was kept is back
}

// showPlace selects what a comment is about.
function showPlace(link) {
  const part = parts.get(link.hash.slice("#f-".length));
  const place = part?.places.find((p) => p.no === link.dataset.no && p.start < p.stop);
  if (!place) return false;
  part.shown = place.no;
  draw(part);
  part.field.focus({ preventScroll: true });
  part.field.setSelectionRange(place.start, place.stop);
  (part.under.querySelector("mark.on") ?? part.field).scrollIntoView({ block: "center" });
  return true;
}

function insert(button) {
  const field = parts.get(button.dataset.into)?.field;
  if (!field) return false;
  const at = field.selectionEnd === 0 ? field.value.length : field.selectionEnd;
  const before = field.value.slice(0, at);
  field.setRangeText(`${before === "" || before.endsWith("\n") ? "" : "\n"}${button.dataset.insert}: `, at, at, "end");
  field.dispatchEvent(new Event("input", { bubbles: true }));
  field.focus();
  return true;
}

function measure(line) {
  const whole = [...parts.values()].map((part) => part.field.value).join(" ");
  const words = whole.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
  const show = (n) => n.toLocaleString(document.documentElement.lang);
  line.textContent = line.dataset.measure.replace("{0}", show(words)).replace("{1}", show(Math.ceil(words / 130)));
}

// selecting takes over into the form what is selected in a text that is read.
function selecting(form) {
  const named = (name) => form.elements.namedItem(name);
  const unplace = () => { named("start").value = named("stop").value = ""; };
  named("words").addEventListener("input", unplace);
  named("part").addEventListener("input", unplace);
  document.addEventListener("selectionchange", () => {
    const selection = getSelection();
    if (selection.isCollapsed || selection.rangeCount === 0) return;
    const range = selection.getRangeAt(0);
    const text = (range.commonAncestorContainer.nodeType === Node.TEXT_NODE ? range.commonAncestorContainer.parentElement : range.commonAncestorContainer).closest("[data-select]");
    const words = range.toString();
    if (!text || words.trim() === "") return;
    const before = document.createRange();
    before.setStart(text, 0);
    before.setEnd(range.startContainer, range.startOffset);
    const start = characters(before.toString()) + characters(words) - characters(words.trimStart());
    named("part").value = text.dataset.select;
    named("words").value = words.trim();
    named("start").value = start;
    named("stop").value = start + characters(words.trim());
  });
}

export function report() {
  for (const box of document.querySelectorAll("[data-places]")) back(box);
  const form = document.getElementById("comment-form");
  if (form) selecting(form);
  document.addEventListener("click", (event) => {
    const link = event.target.closest?.("[data-place]");
    const button = event.target.closest?.("[data-insert]");
    if (link && showPlace(link) || button && insert(button)) event.preventDefault();
  });
  const line = document.querySelector("[data-measure]");
  if (line && parts.size > 0) for (const { field } of parts.values()) field.addEventListener("input", () => measure(line));
}
