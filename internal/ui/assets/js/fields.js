// Single controls: the eye of a password, the calendar beside a typed date, papers marked as opened, texts that take no
// pictures.
import { line } from "./keep.js";
import { text } from "./texts.js";

function reveal() {
  for (const button of document.querySelectorAll("[data-reveal]")) {
    const input = document.getElementById(button.dataset.reveal);
    button.hidden = false;
    button.addEventListener("click", () => {
      const hidden = input.type === "password";
      input.type = hidden ? "text" : "password";
      button.textContent = text(hidden ? "hide" : "show");
      input.focus();
    });
  }
}

// The picker speaks YYYY-MM-DD, the field ngày/tháng/năm; the field alone is sent.
function calendars() {
  for (const box of document.querySelectorAll("[data-date]")) {
    const typed = box.querySelector("input");
    if (typed.readOnly || !("showPicker" in HTMLInputElement.prototype)) continue;
    const picker = Object.assign(document.createElement("input"), { type: "date", tabIndex: -1 });
    picker.setAttribute("aria-hidden", "true");
    const button = Object.assign(document.createElement("button"), { type: "button", className: "btn btn-icon" });
    button.setAttribute("aria-label", box.dataset.dateLabel);
    button.title = box.dataset.dateLabel;
    button.append(document.getElementById("icon-calendar").content.cloneNode(true));
    const holder = Object.assign(document.createElement("span"), { className: "pick" });
    holder.append(picker, button);
    box.append(holder);
    button.addEventListener("click", () => {
      const m = /^\s*(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})\s*$/.exec(typed.value);
      if (m) picker.value = `${m[3]}-${m[2].padStart(2, "0")}-${m[1].padStart(2, "0")}`;
      picker.showPicker();
    });
    picker.addEventListener("change", () => {
      typed.value = picker.value.split("-").reverse().join("/");
      typed.dispatchEvent(new Event("input", { bubbles: true }));
      typed.focus();
    });
  }
}

// A link with data-opened tells that address, by POST, that the reader opened it.
function opened() {
  const tell = (event) => {
    const link = event.target.closest("a[data-opened]");
    if (link) fetch(link.dataset.opened, { method: "POST", redirect: "manual", keepalive: true }).catch(() => {});
  };
  document.addEventListener("click", tell);
  document.addEventListener("auxclick", tell);
}

// A picture pasted into a text would vanish without a word; one dropped on it would take the place of the page.
function wordsOnly() {
  const refuse = (event, data) => {
    const field = event.target.closest?.("textarea");
    const types = [...(data?.types ?? [])];
    if (!field || !types.includes("Files") || types.includes("text/plain")) return;
    event.preventDefault();
    if (event.type !== "dragover") line(field, text("noPictures"));
  };
  document.addEventListener("paste", (event) => refuse(event, event.clipboardData));
  for (const type of ["dragover", "drop"]) document.addEventListener(type, (event) => refuse(event, event.dataTransfer));
}

export function fields() {
  wordsOnly();
  reveal();
  calendars();
  opened();
}
