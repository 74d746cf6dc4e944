// Keys that lead somewhere, off inside fields and where the reader turned them off. Only Ctrl+Enter and Ctrl+S work
// inside fields.
let afterG = 0; // when G was pressed, in milliseconds

const inField = (node) => node.closest?.("input, textarea, select, [contenteditable]");

function help() {
  const dialog = document.getElementById("keys");
  if (dialog && !dialog.open) dialog.showModal();
}

// rows are the links of the lists and tables of the page, in their order.
function step(by) {
  const rows = [...document.querySelectorAll("main .rows a.cover, main tbody th a, main [data-row] a:first-of-type")];
  if (rows.length === 0) return;
  const at = rows.indexOf(document.activeElement);
  const next = at < 0 ? (by > 0 ? 0 : rows.length - 1) : at + by;
  rows[Math.min(rows.length - 1, Math.max(0, next))].focus();
}

function single(event) {
  const key = event.key.toLowerCase();
  if (Date.now() - afterG < 1500 && /^[a-z]$/.test(key)) {
    afterG = 0;
    document.querySelector(`[data-go="${key}"]`)?.click();
    return true;
  }
  switch (key) {
    case "g": afterG = Date.now(); return true;
    case "/": return Boolean(focusFind());
    case "?": help(); return true;
    case "j": step(1); return true;
    case "k": step(-1); return true;
    case "n": document.querySelector("[data-new]")?.click(); return true;
  }
  return false;
}

function focusFind() {
  const find = [document.getElementById("find"), document.getElementById("q")].find((f) => f && f.offsetParent);
  find?.focus();
  return find;
}

function onKey(event) {
  if (event.defaultPrevented || event.altKey || event.isComposing) return;
  if (event.ctrlKey || event.metaKey) {
    const form = event.target.closest?.("form");
    const mine = (what) => form && [...document.querySelectorAll(what)].find((b) => b.form === form); // it may stand outside
    const button = event.key === "Enter" ? mine("[data-send]") ?? mine(".btn-primary") : event.key.toLowerCase() === "s" ? mine("[data-save]") : null;
    if (!button) return;
    event.preventDefault();
    form.requestSubmit(button);
    return;
  }
  if (inField(event.target) || "nokeys" in document.body.dataset || document.querySelector("dialog[open]")) return;
  if (single(event)) event.preventDefault();
}

export function keys() {
  document.addEventListener("keydown", onKey);
  if (!document.getElementById("keys")) return;
  for (const button of document.querySelectorAll("[data-keys-help]")) {
    button.hidden = false;
    button.addEventListener("click", help);
  }
}
