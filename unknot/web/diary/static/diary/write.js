// The diary on a phone: one question at a time; what is filled in goes to the outbox first and from there to the server.
import { available, keep, send, waiting } from "./outbox.js";

const form = document.querySelector("[data-diary]");
const home = form ?? document.querySelector("[data-outbox-home]");
const box = document.querySelector("[data-outbox]");
const token = home?.querySelector("[name=csrfmiddlewaretoken]")?.value;

function tell(text) {
  box.hidden = !text;
  box.querySelector("[data-outbox-text]").textContent = text;
}

async function tellWaiting() {
  const count = (await waiting()).length;
  tell(count === 0 ? "" : count === 1 ? box.dataset.one : box.dataset.many.replace("{count}", count));
  return count;
}

// Only a page of the server's carries a token; the offline page waits for the network and then becomes that page.
async function flush() {
  if (!available || (await tellWaiting()) === 0 || !token) return null;
  const outcome = await send(home.dataset.send, token);
  if (outcome.stranger) tell(box.dataset.stranger);
  else if (outcome.problem) tell(`${box.dataset.refused} ${outcome.problem}`);
  else if ((await tellWaiting()) === 0 && outcome.sent) tell(box.dataset.sent);
  return outcome;
}

function localDay(moment) {
  const pad = (number) => String(number).padStart(2, "0");
  return `${moment.getFullYear()}-${pad(moment.getMonth() + 1)}-${pad(moment.getDate())}`;
}

function pageOf(now) {
  const page = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  const values = Object.fromEntries(page);
  if (form.hasAttribute("data-offline")) {
    values.key = crypto.randomUUID();
    values.day = localDay(now);
  }
  values.written_at = now.toISOString();
  return Object.entries(values);
}

// The network is back: send, or become the server's page again, but never while somebody is still answering.
function comeBack() {
  if (token) return flush();
  const answering = !form.hidden && form.querySelector("[data-ask] input:checked");
  if (navigator.onLine && !answering) location.replace(form.dataset.home);
  return null;
}

async function submit(event) {
  if (!available) return;
  event.preventDefault();
  const saving = form.querySelector("[data-save]");
  if (saving.disabled) return;
  if (!form.querySelector("[data-ask] input:checked")) {
    saving.form.submit();
    return;
  }
  saving.disabled = true;
  await keep(pageOf(new Date()));
  const outcome = await flush();
  if (outcome && outcome.sent && outcome.left === 0) {
    location.replace(form.dataset.home);
    return;
  }
  const kept = document.querySelector("[data-kept]");
  if (kept) {
    form.hidden = true;
    kept.hidden = false;
    kept.querySelector("h2").focus();
  } else {
    saving.disabled = false;
    box.scrollIntoView({ block: "start" });
  }
}

function oneAtATime() {
  const asks = [...form.querySelectorAll("[data-ask]")];
  const steps = form.querySelector("[data-steps]");
  const [back, next, place] = ["back", "next", "place"].map((name) => steps.querySelector(`[data-${name}]`));
  let open = 0;

  function show(at, moveFocus = true) {
    open = Math.max(0, Math.min(at, asks.length - 1));
    asks.forEach((ask, i) => { ask.hidden = i !== open; });
    const last = open === asks.length - 1;
    back.hidden = open === 0;
    next.hidden = last;
    next.textContent = asks[open].querySelector("input:checked") ? next.dataset.go : next.dataset.skip;
    place.textContent = place.dataset.words.replace("{place}", open + 1).replace("{all}", asks.length);
    if (!moveFocus) return;
    window.scrollTo(0, 0);
    const first = asks[open].querySelector("input:checked, input, select, textarea, button");
    first?.focus({ preventScroll: true });
  }

  steps.hidden = false;
  form.classList.add("one-at-a-time");
  back.addEventListener("click", () => show(open - 1));
  next.addEventListener("click", () => show(open + 1));
  form.addEventListener("change", () => show(open, false));
  // A tap goes on by itself; arrow keys only move along the scale, Enter goes on.
  let pointed = false;
  form.addEventListener("pointerdown", () => { pointed = true; });
  form.addEventListener("keydown", (event) => {
    pointed = false;
    if (event.key !== "Enter" || !event.target.matches("[type=radio]")) return;
    event.preventDefault();
    show(open + 1);
  });
  form.addEventListener("click", (event) => {
    if (pointed && event.target.matches("[type=radio]")) setTimeout(() => show(open + 1), 180);
  });
  const wrong = asks.findIndex((ask) => ask.querySelector(".error"));
  show(Math.max(0, wrong), false);
}

if (form) {
  oneAtATime();
  form.addEventListener("submit", submit);
}
if (home?.dataset.worker && "serviceWorker" in navigator) navigator.serviceWorker.register(home.dataset.worker);
if (available && home) {
  addEventListener("online", comeBack);
  // The browser says "online" before a server can be reached, and says it once.
  if (!token) setInterval(comeBack, 5000);
  flush();
}
