// The installed app: registers the service worker where the browser allows one, that is by HTTPS or on this computer.
export function install() {
  if (!isSecureContext || !navigator.serviceWorker) return;
  navigator.serviceWorker.register("/sw.js").catch(() => { /* a certificate that is not trusted: pages work without */ });
  for (const form of document.querySelectorAll("form[data-sign-out]")) {
    form.addEventListener("submit", () => {
      caches.keys().then((names) => names.forEach((name) => caches.delete(name)));
    });
  }
}
