// The words of the script, put by the server into the page in the reader's language.
const words = document.getElementById("script-texts")?.dataset ?? {};

// text returns the words of that name, with {0} replaced.
export function text(name, value = "") {
  return (words[name] ?? "").replace("{0}", value);
}

// clock writes an instant (milliseconds) as 14:32.
export function clock(ms) {
  const t = new Date(ms);
  return String(t.getHours()).padStart(2, "0") + ":" + String(t.getMinutes()).padStart(2, "0");
}
