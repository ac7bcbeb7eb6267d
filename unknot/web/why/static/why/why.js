// The living picture: wires levers, time, picture and panel together. Without it the page is still complete in words.
import { connectClock } from "./clock.js";
import { connectPanel } from "./panel.js";
import { connectPicture } from "./picture.js";

const root = document.querySelector("[data-why]");

async function start() {
  const answer = await fetch(root.dataset.source, { headers: { Accept: "application/json" } });
  if (!answer.ok) return;
  const data = await answer.json();
  for (const said of document.querySelectorAll("[data-estimate]")) {
    said.textContent = data.nodes[said.dataset.estimate].estimate ?? "";
    said.hidden = !said.textContent;
  }
  const picture = connectPicture(root, data);
  const panel = connectPanel(root, picture);
  const said = root.querySelector("[data-said]");
  const aloud = root.querySelector("[data-aloud]");
  const atRest = said.textContent;
  const chosen = { lever: null, mode: "once" };

  const show = (place) => {
    const lever = chosen.lever && data.levers[chosen.lever];
    if (!lever) return;
    const { changes, told } = lever[chosen.mode];
    picture.move(changes, place, lever.touched);
    said.textContent = told[place];
    // While time runs, a screen reader hears the marked moments only.
    if (!clock.runs() || data.marks.includes(place)) aloud.textContent = told[place];
  };
  const clock = connectClock(root, data.moments, show);

  const press = (button) => {
    const again = chosen.lever === button.dataset.lever;
    chosen.lever = again ? null : button.dataset.lever;
    for (const one of root.querySelectorAll("[data-lever]")) {
      one.setAttribute("aria-pressed", String(one.dataset.lever === chosen.lever));
    }
    root.classList.toggle("is-moving", !again);
    clock.enable(!again);
    if (again) {
      picture.rest();
      said.textContent = atRest;
    } else {
      clock.begin();
    }
  };
  for (const button of root.querySelectorAll("[data-lever]")) {
    button.addEventListener("click", () => press(button));
  }
  for (const choice of root.querySelectorAll("[name=why-mode]")) {
    choice.addEventListener("change", () => {
      chosen.mode = choice.value;
      show(clock.place());
    });
  }
  root.addEventListener("keydown", (event) => {
    if (event.key === "Escape") panel.close();
  });
  root.classList.add("is-alive");
}

if (root) start();
