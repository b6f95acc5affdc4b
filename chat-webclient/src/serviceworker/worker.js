// The page's files, so that it opens without a network. Nothing of what people say is kept here.
const CACHE = __CACHE__;
const FILES = __FILES__;

self.addEventListener("install", (event) => {
  event.waitUntil(
    caches
      .open(CACHE)
      .then((cache) => cache.addAll(FILES))
      .then(() => self.skipWaiting()),
  );
});

self.addEventListener("activate", (event) => {
  event.waitUntil(
    caches
      .keys()
      .then((names) => Promise.all(names.filter((name) => name !== CACHE).map((name) => caches.delete(name))))
      .then(() => self.clients.claim()),
  );
});

// the network first for the page itself, so that a new version is there at once; files have their hash in the name
self.addEventListener("fetch", (event) => {
  const { request } = event;
  const url = new URL(request.url);
  if (request.method !== "GET" || url.origin !== self.location.origin) {
    return;
  }
  if (request.mode === "navigate" && url.pathname === new URL("./", self.location.href).pathname) {
    event.respondWith(fetch(request).catch(() => caches.match("./").then((page) => page ?? Response.error())));
  } else if (FILES.some((file) => new URL(file, self.location.href).pathname === url.pathname)) {
    event.respondWith(caches.match(request, { ignoreSearch: true }).then((file) => file ?? fetch(request)));
  }
});

self.addEventListener("notificationclick", (event) => {
  event.notification.close();
  const jid = event.notification.tag;
  event.waitUntil(
    self.clients.matchAll({ type: "window" }).then(async ([page]) => {
      if (page) {
        await page.focus();
      } else {
        await self.clients.openWindow(`./#${encodeURIComponent(jid)}`);
      }
    }),
  );
});
