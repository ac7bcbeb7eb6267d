// The code of a scanned link stands after the #, which no server and no log ever sees. It only fills the field in:
// the button is pressed by a person, because mail scanners open links.
"use strict";
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("id_code").value = code;
  history.replaceState(null, "", location.pathname);
}

// Choosing another language loads the page anew, and no server may see the code in between.
const languages = document.querySelector(".languages");
languages?.addEventListener("submit", async (event) => {
  const typed = document.getElementById("id_code").value;
  if (!typed) return;
  event.preventDefault();
  const chosen = new FormData(languages);
  chosen.append(event.submitter.name, event.submitter.value);
  await fetch(languages.action, { method: "POST", body: chosen, redirect: "manual" });
  location.hash = encodeURIComponent(typed);
  location.reload();
});
