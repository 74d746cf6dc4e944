// Text size, contrast and theme: applied at once, told to the server, and remembered on the device for the pages
// before sign-in, where the server does not know the reader.
const attribute = { theme: "data-bs-theme", size: "data-size", contrast: "data-contrast" };
const opposite = { theme: ["light", "dark"], contrast: ["normal", "high"] };
const place = "chibo-view";

const root = document.documentElement;

function current() {
  return Object.fromEntries(Object.entries(attribute).map(([name, attr]) => [name, root.getAttribute(attr)]));
}

function apply(name, value) {
  root.setAttribute(attribute[name], value);
  for (const button of document.querySelectorAll(`form[action="/ui/view"] button[name="${name}"]`)) {
    const pair = opposite[name];
    button.setAttribute("aria-pressed", String(pair ? value === pair[1] : button.value === value));
    if (pair) button.value = value === pair[1] ? pair[0] : pair[1];
  }
}

function remembered() {
  try {
    return JSON.parse(localStorage.getItem(place)) ?? {};
  } catch {
    return {};
  }
}

function remember() {
  try {
    localStorage.setItem(place, JSON.stringify(current()));
  } catch { /* a full or closed storage costs only the comfort */ }
}

export function view() {
  if (document.body.dataset.who) remember();
  else for (const [name, value] of Object.entries(remembered())) if (attribute[name]) apply(name, value);

  document.addEventListener("click", (event) => {
    const button = event.target.closest('form[action="/ui/view"] button');
    if (!button || !attribute[button.name]) return;
    event.preventDefault();
    const { name, value } = button;
    apply(name, value);
    remember();
    // All of it each time: of two presses in a row the second must not bring back what was before the first.
    fetch("/ui/view", { method: "POST", body: new URLSearchParams(current()), redirect: "manual", keepalive: true })
      .catch(() => { /* shown already; the server hears of the next change */ });
  });
}
