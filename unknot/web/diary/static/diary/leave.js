// Leaving: what waits in the outbox is told before, and goes with everything else that this browser holds, once the server
// has taken the phone off. The server's answer asks the browser for the same; not every browser listens.
import { available, empty, waiting } from "./outbox.js";

async function forget() {
  if (available) await empty();
  for (const name of (await globalThis.caches?.keys()) ?? []) await caches.delete(name);
  for (const worker of (await navigator.serviceWorker?.getRegistrations()) ?? []) await worker.unregister();
}

async function leave(event) {
  event.preventDefault();
  const form = event.target;
  let answer;
  try {
    answer = await fetch(form.action, { method: "POST", body: new URLSearchParams(new FormData(form)), redirect: "manual" });
  } catch {
    document.querySelector("[data-no-network]").hidden = false;
    return;
  }
  if (answer.type !== "opaqueredirect") {
    // Refused: the page says why when the form is sent as a form.
    form.submit();
    return;
  }
  await forget().catch(() => {});
  location.replace(form.dataset.leave);
}

for (const form of document.querySelectorAll("[data-leave]")) form.addEventListener("submit", leave);
if (available && (await waiting()).length > 0) document.querySelector("[data-waiting]").hidden = false;
