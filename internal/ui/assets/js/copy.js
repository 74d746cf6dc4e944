// A button that copies the text of a field, shown where the browser allows it.
export function copy() {
  if (!navigator.clipboard) return;
  for (const button of document.querySelectorAll("[data-copy]")) {
    button.hidden = false;
    button.addEventListener("click", async () => {
      await navigator.clipboard.writeText(document.getElementById(button.dataset.copy).value);
      button.querySelector("span").textContent = button.dataset.copied;
    });
  }
}
