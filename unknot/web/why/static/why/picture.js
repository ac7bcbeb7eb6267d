// The picture: halos grow and shrink, lines pulse with what moves, and what is pointed at stands out.
const HALO = 24;
const TWEEN = 650;
const LEAST = 0.02;
const still = window.matchMedia("(prefers-reduced-motion: reduce)");

export function connectPicture(root, data) {
  const nodes = [...root.querySelectorAll(".why-node")].map((element) => part(element, data.nodes));
  const ways = [...root.querySelectorAll(".why-way")];
  const rest = Object.fromEntries(Object.entries(data.nodes).map(([name, node]) => [name, node.rest]));
  let now = { ...rest };
  let frame = 0;

  const paint = (levels) => {
    now = levels;
    for (const node of nodes) node.halo.setAttribute("r", node.reach(levels[node.name]).toFixed(1));
  };
  const glide = (levels) => {
    window.cancelAnimationFrame(frame);
    if (still.matches) return paint(levels);
    const from = now;
    const began = performance.now();
    const tick = (time) => {
      const share = Math.min((time - began) / TWEEN, 1);
      const eased = share * (2 - share);
      paint(mixed(from, levels, eased));
      if (share < 1) frame = window.requestAnimationFrame(tick);
    };
    frame = window.requestAnimationFrame(tick);
    return undefined;
  };
  const share = (name, change) => Math.min(Math.abs(change) / (data.changed * data.nodes[name].full), 1);

  const apply = (changes, touched) => {
    for (const node of nodes) node.tell(changes[node.name] ?? 0, touched[node.name]);
    for (const way of ways) {
      const source = way.dataset.source;
      const live = share(source, changes[source] ?? 0);
      way.classList.toggle("is-live", live > LEAST);
      way.style.setProperty("--live", live.toFixed(2));
    }
    glide(Object.fromEntries(Object.entries(rest).map(([name, level]) => [name, level + (changes[name] ?? 0)])));
  };

  const marked = (names, found) => {
    root.classList.toggle("has-focus", names.length > 0);
    for (const way of ways) way.classList.toggle("is-focus", found(way));
    const near = new Set(names);
    for (const way of ways.filter(found)) near.add(way.dataset.source).add(way.dataset.target);
    for (const node of nodes) node.element.classList.toggle("is-focus", near.has(node.name));
  };
  const markNode = (name) => marked([name], (way) => way.dataset.source === name || way.dataset.target === name);
  const markWay = (name) => marked([name], (way) => way.dataset.way === name);
  const unmark = () => marked([], () => false);

  glide(now);
  return {
    nodes,
    ways,
    markNode,
    markWay,
    unmark,
    rest: () => apply({}, {}),
    move: (changes, place, touched) => apply(at(changes, place), touched),
  };
}

function part(element, known) {
  const name = element.dataset.node;
  const { rest, full, rated, estimate } = known[name];
  element.classList.toggle("is-known", Boolean(estimate));
  const [halo, change, value] = ["halo", "change", "value"].map((kind) => element.querySelector(`.why-${kind}`));
  const radius = Number(element.querySelector(".why-disc").getAttribute("r"));
  if (rated) value.textContent = String(Math.round(rest));
  return {
    name,
    element,
    halo,
    reach: (level) => radius + HALO * Math.sqrt(Math.min(Math.max(level / full, 0), 1)),
    tell(by, touched) {
      const moved = Math.abs(by) / full >= LEAST;
      element.classList.toggle("is-up", moved && by > 0);
      element.classList.toggle("is-down", moved && by < 0);
      const arrow = by > 0 ? "▲" : "▼";
      change.textContent = moved ? (rated ? `${arrow} ${Math.abs(by).toFixed(1)}` : arrow) : "";
      if (rated) value.textContent = String(Math.round(rest + by));
      element.dataset.touched = touched ?? "";
    },
  };
}

function at(changes, place) {
  return Object.fromEntries(Object.entries(changes).map(([name, values]) => [name, values[place]]));
}

function mixed(from, to, share) {
  return Object.fromEntries(Object.keys(to).map((name) => [name, from[name] + (to[name] - from[name]) * share]));
}
