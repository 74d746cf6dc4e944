// Parts marked with data-fresh follow a form that stores itself (autosave.js): each time that the server has a newer
// version, they are fetched anew from the page of the form (data-page). One with data-of belongs to a field and is taken
// over only where the server shows the same words in it.
import { again } from "./again.js";

export function fresh() {
  const form = document.querySelector("form[data-autosave]");
  const note = document.querySelector("[data-saved]");
  if (!form || !note || !document.querySelector("[data-fresh]")) return;
  const version = () => form.querySelector("[name=_version]")?.value;
  const words = (page, name) => page.querySelector(`[name="${CSS.escape(name)}"]`)?.value;
  let shown = version();

  async function follow() {
    if (version() === shown) return;
    shown = version();
    try {
      const answer = await again(form.dataset.page);
      if (!answer.ok || answer.redirected) return;
      const page = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll("[data-fresh]")) {
        const { of } = part.dataset;
        if (of && words(page, of) !== words(document, of)) continue;
        part.replaceChildren(...(page.getElementById(part.id)?.childNodes ?? []));
      }
    } catch { /* the next save brings it */ }
  }
  new MutationObserver(follow).observe(note, { childList: true, characterData: true, subtree: true });
}
