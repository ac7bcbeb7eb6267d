// The code of a scanned link stands after the #, which no server and no log ever sees. It only fills the field in:
// the button is pressed by a person, because mail scanners open links.
"use strict";
const code = decodeURIComponent(location.hash.slice(1));
if (code) {
  document.getElementById("id_code").value = code;
  history.replaceState(null, "", location.pathname);
}
