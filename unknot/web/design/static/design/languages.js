// Choosing another language asks the server, and says so where there is no network. Without this script the form is sent as a form.
const form = document.querySelector(".languages");

async function choose(event) {
  event.preventDefault();
  const chosen = new FormData(form);
  chosen.append(event.submitter.name, event.submitter.value);
  try {
    await fetch(form.action, { method: "POST", body: chosen, redirect: "manual" });
  } catch {
    form.querySelector("[data-no-network]").hidden = false;
    return;
  }
  // Asked for anew: what was sent from this page must not be sent twice. What the page wants to keep goes along after its address.
  location.replace(form.elements.next.value + (form.dataset.kept ?? ""));
}

form.addEventListener("submit", choose);
