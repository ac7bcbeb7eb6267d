// The outbox: pages that were filled in and that the server does not have yet. Each is encrypted with a key that this browser holds and never
// gives out; each is removed as soon as the server says that it is kept. It holds no history.

const DATABASE = "unknot-outbox";

export const available = Boolean(globalThis.crypto?.subtle && globalThis.indexedDB);

function promised(request) {
  return new Promise((resolve, reject) => {
    request.onsuccess = () => resolve(request.result);
    request.onerror = () => reject(request.error);
  });
}

async function open() {
  const request = indexedDB.open(DATABASE, 1);
  request.onupgradeneeded = () => {
    request.result.createObjectStore("keys");
    request.result.createObjectStore("pages");
  };
  return promised(request);
}

async function within(store, mode, work) {
  const database = await open();
  try {
    const transaction = database.transaction(store, mode, { durability: "strict" });
    const done = new Promise((resolve, reject) => {
      transaction.oncomplete = resolve;
      transaction.onerror = transaction.onabort = () => reject(transaction.error);
    });
    const result = await work(transaction.objectStore(store));
    await done;
    return result;
  } finally {
    database.close();
  }
}

async function secret() {
  const known = await within("keys", "readonly", (keys) => promised(keys.get("outbox")));
  if (known) return known;
  const made = await crypto.subtle.generateKey({ name: "AES-GCM", length: 256 }, false, ["encrypt", "decrypt"]);
  // Two tabs may make a key at once: the first one stays.
  await within("keys", "readwrite", async (keys) => {
    if (!(await promised(keys.get("outbox")))) await promised(keys.put(made, "outbox"));
  });
  return within("keys", "readonly", (keys) => promised(keys.get("outbox")));
}

// `page` holds the fields of the form by name, one of them its key.
export async function keep(page) {
  const iv = crypto.getRandomValues(new Uint8Array(12));
  const text = new TextEncoder().encode(JSON.stringify(page));
  const data = await crypto.subtle.encrypt({ name: "AES-GCM", iv }, await secret(), text);
  await within("pages", "readwrite", (pages) => promised(pages.put({ iv, data }, page.key)));
}

export async function waiting() {
  return within("pages", "readonly", (pages) => promised(pages.getAllKeys()));
}

// Forget everything, the key as well.
export async function empty() {
  await promised(indexedDB.deleteDatabase(DATABASE));
}

async function read(key) {
  const kept = await within("pages", "readonly", (pages) => promised(pages.get(key)));
  if (!kept) return null;
  const text = await crypto.subtle.decrypt({ name: "AES-GCM", iv: kept.iv }, await secret(), kept.data);
  return JSON.parse(new TextDecoder().decode(text));
}

// Send what waits, oldest or newest alike: the server orders by the moments inside.
// Answers { sent, left, problem, stranger }; what was not acknowledged stays.
export async function send(address, token) {
  const outcome = { sent: 0, left: 0, problem: "", stranger: false };
  for (const key of await waiting()) {
    const page = await read(key);
    if (!page) continue;
    let answer;
    try {
      answer = await fetch(address, {
        method: "POST",
        headers: { "X-CSRFToken": token },
        body: new URLSearchParams(page),
        redirect: "manual",
      });
    } catch {
      break;
    }
    if (answer.type === "opaqueredirect") {
      outcome.stranger = true;
      break;
    }
    const said = await answer.json().catch(() => ({}));
    if (said.kept) {
      await within("pages", "readwrite", (pages) => promised(pages.delete(key)));
      outcome.sent += 1;
    } else if (said.problem) {
      outcome.problem = said.problem;
    }
  }
  outcome.left = (await waiting()).length;
  return outcome;
}
