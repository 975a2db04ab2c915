// This site is no longer read offline: what an earlier worker has kept for it goes, and so does the worker.
const scope = new URL(registration.scope).pathname;
addEventListener('install', () => skipWaiting());
addEventListener('activate', (event) => {
  event.waitUntil((async () => {
    const names = await caches.keys();
    await Promise.all(names.filter((name) => name.startsWith(`lantoa ${scope} `)).map((name) => caches.delete(name)));
    await registration.unregister();
  })());
});
