// Without a network the diary's page of questions comes from this phone. Nothing that anybody wrote is kept here: the parts are the same
// for everyone, and what is written waits in the outbox (outbox.js).
"use strict";
{% get_current_language as LANGUAGE_CODE %}// In another language this is another script, so that the phone takes the parts anew.
const NAME = "diary-1-{{ LANGUAGE_CODE }}";
const OFFLINE = "{% url 'diary:offline' %}";
const DIARY = "{% url 'diary:write' %}";
const PARTS = [OFFLINE,{% for name in parts %} "{% static name %}",{% endfor %}];

self.addEventListener("install", (event) => {
  event.waitUntil(caches.open(NAME).then((cache) => cache.addAll(PARTS)).then(() => self.skipWaiting()));
});

self.addEventListener("activate", (event) => {
  const old = caches.keys().then((names) => Promise.all(names.filter((name) => name !== NAME).map((name) => caches.delete(name))));
  event.waitUntil(old.then(() => self.clients.claim()));
});

self.addEventListener("fetch", (event) => {
  const { pathname } = new URL(event.request.url);
  if (event.request.method !== "GET") return;
  if (pathname === DIARY && event.request.mode === "navigate") {
    event.respondWith(fetch(event.request).catch(() => caches.match(OFFLINE)));
  } else if (PARTS.includes(pathname)) {
    event.respondWith(fetch(event.request).catch(() => caches.match(pathname)));
  }
});
