// The code of a scanned link stands after the #, which no server and no log ever sees. It only fills the field in:
// the button is pressed by a person, because mail scanners open links.
"use strict";
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("id_code").value = code;
  history.replaceState(null, "", location.pathname);
}

// Choosing another language loads the page anew (languages.js), and no server may see the code in between. The empty query makes it another
// address: one that differs by what stands after the # alone is not loaded.
const languages = document.querySelector(".languages");
languages?.addEventListener("submit", () => {
  const typed = document.getElementById("id_code").value;
  if (typed) languages.dataset.kept = `?#${encodeURIComponent(typed)}`;
});
