// The service worker of the installed app. It keeps the hashed style, script, fonts and icon and the one page that is
// shown when the server cannot be reached. Nothing that belongs to anybody is ever kept: pages always come from the
// server, and the page for being offline is fetched without cookies.
// The server writes the constants `kept` (name of the store, new with every version) and `shell` (addresses) above.
/* global kept, shell */
const offline = "/offline";

// fill fetches what is missing: after a version changed, or after signing out emptied the store.
async function fill() {
  const store = await caches.open(kept);
  const have = new Set((await store.keys()).map((request) => new URL(request.url).pathname));
  await Promise.all([offline, ...shell].filter((path) => !have.has(path)).map(async (path) => {
    const answer = await fetch(path, { credentials: "omit" });
    if (answer.ok && !answer.redirected) await store.put(path, answer);
  }));
}

addEventListener("install", (event) => {
  skipWaiting();
  event.waitUntil(fill());
});

addEventListener("activate", (event) => {
  event.waitUntil(
    caches.keys()
      .then((names) => Promise.all(names.filter((name) => name !== kept).map((name) => caches.delete(name))))
      .then(() => clients.claim()),
  );
});

async function page(event) {
  try {
    const answer = await fetch(event.request);
    event.waitUntil(fill().catch(() => { /* the next page tries again */ }));
    return answer;
  } catch (error) {
    const answer = await caches.match(offline);
    if (!answer) throw error;
    return answer;
  }
}

addEventListener("fetch", (event) => {
  const { request } = event;
  const { origin, pathname } = new URL(request.url);
  if (request.method !== "GET" || origin !== location.origin) return;
  if (shell.includes(pathname)) event.respondWith(caches.match(pathname).then((answer) => answer ?? fetch(request)));
  else if (request.mode === "navigate") event.respondWith(page(event));
});
