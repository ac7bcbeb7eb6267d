// What if: sessions to come, as rows of a form and as knots on the drawing. Whatever is changed asks the server for the
// days ahead and puts the answer into the drawing; the form itself keeps the plan.
"use strict";
const form = document.getElementById("what-if");
const chart = document.getElementById("timeline-chart");
const list = document.getElementById("planned");
const knots = document.getElementById("planned-knots");
const said = document.getElementById("ahead-sentence");
const { first, last, now, left, right, knot } = form.dataset;
const HOUR = 3600e3, DAY = 24 * HOUR, SVG = "http://www.w3.org/2000/svg";
// Moments are the practice's own, without a zone; counted as if in UTC, an hour is an hour.
const read = (text) => Date.parse(`${text}:00Z`);
const write = (time) => new Date(time).toISOString().slice(0, 16);
const span = read(last) - read(first);
const place = (time) => Number(left) + ((time - read(first)) / span) * (right - left);
const moment = (x) => read(first) + ((x - left) / (right - left)) * span;
const inputs = () => [...list.querySelectorAll("input")];
let asked = 0, waiting = null, latest = "";

async function ask() {
  const planned = inputs().map((input) => input.value).filter((text) => text && read(text) > read(now));
  const body = JSON.stringify({ planned, weeks: form.dataset.weeks });
  if (body === latest) return;
  latest = body;
  const number = ++asked;
  form.setAttribute("aria-busy", "true");
  const token = form.querySelector("[name=csrfmiddlewaretoken]").value;
  const answer = await fetch(form.dataset.ahead, { method: "POST", body, headers: { "Content-Type": "application/json", "X-CSRFToken": token } });
  if (number !== asked) return;
  form.removeAttribute("aria-busy");
  if (!(answer.headers.get("Content-Type") || "").includes("json")) return;
  const seen = await answer.json();
  if (seen.problem) { said.textContent = seen.problem; return; }
  document.getElementById("ahead-line").setAttribute("d", seen.line);
  document.getElementById("ahead-area").setAttribute("d", seen.area);
  said.textContent = seen.sentence;
}
// While a knot is dragged, one question at a time, and the latest place last.
function soon() {
  drawKnots();
  if (waiting) return;
  waiting = setTimeout(() => { waiting = null; ask(); }, 90);
}
function drawKnots() {
  knots.replaceChildren(...inputs().map((input, row) => {
    const group = document.createElementNS(SVG, "g");
    const time = read(input.value);
    if (Number.isNaN(time) || time < read(first) || time > read(last)) return group;
    group.setAttribute("class", "planned-knot");
    group.setAttribute("transform", `translate(${place(time).toFixed(1)} 0)`);
    group.dataset.row = row;
    group.innerHTML = `<rect x="-22" y="0" width="44" height="36"/><line y1="34" y2="274"/><use href="#knot-shape" y="${knot}"/>`;
    return group;
  }));
}
function move(input, time) {
  input.value = write(Math.max(time, read(now) + HOUR));
  soon();
}
// Where a new session is tried first: a week after the last one, or in the widest gap where that is not shown.
function freeDay() {
  const times = inputs().map((input) => read(input.value)).filter(Number.isFinite).sort((a, b) => a - b);
  const begin = read(now), end = read(last);
  let tried = times.length ? times.at(-1) + 7 * DAY : begin + 2 * DAY;
  if (tried > end - DAY) {
    const edges = [begin, ...times, end];
    const gaps = edges.slice(1).map((edge, place) => [edge - edges[place], edges[place]]);
    const [length, from] = gaps.reduce((widest, gap) => (gap[0] > widest[0] ? gap : widest));
    tried = from + length / 2;
  }
  return Math.max(new Date(tried).setUTCHours(14, 0, 0, 0), begin + HOUR);
}
document.getElementById("add-session").addEventListener("click", () => {
  const row = document.getElementById("planned-row").content.cloneNode(true);
  const input = row.querySelector("input");
  input.value = write(freeDay());
  list.append(row);
  input.focus();
  soon();
});
list.addEventListener("input", soon);
list.addEventListener("click", (event) => {
  const row = event.target.closest("li");
  if (event.target.dataset.move) move(row.querySelector("input"), read(row.querySelector("input").value) + Number(event.target.dataset.move) * DAY);
  if ("remove" in event.target.dataset) { row.remove(); document.getElementById("add-session").focus(); soon(); }
});
chart.addEventListener("pointerdown", (event) => {
  const group = event.target.closest(".planned-knot");
  if (!group) return;
  event.preventDefault();
  const input = inputs()[group.dataset.row];
  const across = (at) => new DOMPoint(at.clientX, at.clientY).matrixTransform(chart.getScreenCTM().inverse()).x;
  const drag = (at) => move(input, Math.round(moment(across(at)) / HOUR) * HOUR);
  const drop = () => { removeEventListener("pointermove", drag); removeEventListener("pointerup", drop); removeEventListener("pointercancel", drop); };
  addEventListener("pointermove", drag);
  addEventListener("pointerup", drop);
  addEventListener("pointercancel", drop);
});
const scroller = chart.closest(".chart-scroll");
// On a narrow screen, what was and what is ahead are both in sight.
const ahead = chart.querySelector(".sand").getBBox().x / chart.viewBox.baseVal.width;
scroller.scrollLeft = ahead * scroller.scrollWidth - 0.6 * scroller.clientWidth;
soon();
