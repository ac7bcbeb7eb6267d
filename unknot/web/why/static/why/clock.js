// Time since a lever was pressed: a scrubber, and a button that plays. Where motion is not wanted it steps on request.
const PACE = 1100;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

export function connectClock(root, moments, show) {
  const slider = root.querySelector("[data-time]");
  const output = root.querySelector("[data-moment]");
  const play = root.querySelector("[data-play]");
  let running = 0;

  const pause = () => {
    window.clearInterval(running);
    running = 0;
    play.textContent = still.matches ? play.dataset.step : play.dataset.start;
  };
  const go = (place) => {
    slider.value = String(place);
    slider.setAttribute("aria-valuetext", moments[place]);
    output.textContent = moments[place];
    show(place);
  };
  const step = () => {
    const next = Number(slider.value) + 1;
    if (next >= moments.length) pause();
    else go(next);
  };
  const run = () => {
    running = window.setInterval(step, PACE);
    play.textContent = play.dataset.stop;
  };
  const fromStart = () => {
    if (Number(slider.value) === moments.length - 1) go(0);
    else if (still.matches) step();
    if (!still.matches) run();
  };

  slider.max = String(moments.length - 1);
  slider.addEventListener("input", () => {
    pause();
    go(Number(slider.value));
  });
  play.addEventListener("click", () => (running ? pause() : fromStart()));
  still.addEventListener("change", pause);
  pause();

  return {
    place: () => Number(slider.value),
    runs: () => running !== 0,
    enable(on) {
      pause();
      slider.disabled = !on;
      play.disabled = !on;
      if (!on) output.textContent = output.dataset.none;
    },
    begin() {
      pause();
      go(0);
      if (!still.matches) run();
    },
  };
}
