// The panel beside the picture: what is chosen, in the words of the list below it. Arrow keys walk from part to part.
const KEYS = { ArrowLeft: [-1, 0], ArrowRight: [1, 0], ArrowUp: [0, -1], ArrowDown: [0, 1] };

export function connectPanel(root, picture) {
  const panel = root.querySelector("[data-panel]");
  const empty = panel.innerHTML;
  let opener = null;
  let chosen = null;

  const mark = () => {
    if (!chosen) picture.unmark();
    else if (chosen.kind === "way") picture.markWay(chosen.name);
    else picture.markNode(chosen.name);
  };
  const open = (kind, name, from) => {
    const source = document.getElementById(`${kind === "way" ? "way" : "why"}-${name}`);
    if (!source) return;
    opener = from ?? opener;
    chosen = { kind, name };
    const copy = source.cloneNode(true);
    for (const one of [copy, ...copy.querySelectorAll("[id]")]) one.removeAttribute("id");
    copy.open = true;
    panel.replaceChildren(closer(), copy);
    panel.scrollTop = 0;
    mark();
  };
  const close = () => {
    if (!chosen) return;
    chosen = null;
    panel.innerHTML = empty;
    mark();
    opener?.focus();
  };
  const closer = () => {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "button plain small why-close";
    button.textContent = panel.dataset.close;
    button.addEventListener("click", close);
    return button;
  };

  for (const { element, name } of picture.nodes) {
    element.addEventListener("click", (event) => {
      event.preventDefault();
      open("node", name, element);
      if (event.detail === 0) panel.focus();
    });
    for (const [on, off] of [["pointerenter", "pointerleave"], ["focus", "blur"]]) {
      element.addEventListener(on, () => picture.markNode(name));
      element.addEventListener(off, mark);
    }
    element.addEventListener("keydown", (event) => walk(event, element, picture.nodes));
  }
  for (const way of picture.ways) {
    way.addEventListener("click", () => open("way", way.dataset.way, way));
    way.addEventListener("pointerenter", () => picture.markWay(way.dataset.way));
    way.addEventListener("pointerleave", mark);
  }
  panel.addEventListener("click", (event) => {
    const link = event.target.closest('a[href^="#way-"], a[href^="#why-"]');
    if (!link) return;
    event.preventDefault();
    const kind = link.hash.startsWith("#way-") ? "way" : "node";
    open(kind, link.hash.slice(5));
    panel.focus();
  });
  return { close };
}

function walk(event, element, nodes) {
  const heading = KEYS[event.key];
  if (!heading) return;
  event.preventDefault();
  const here = middle(element);
  const ahead = nodes
    .filter((node) => node.element !== element && node.element.ownerSVGElement === element.ownerSVGElement)
    .map((node) => {
      const there = middle(node.element);
      const [across, down] = [there.x - here.x, there.y - here.y];
      const along = across * heading[0] + down * heading[1];
      return { node, along, cost: along + 2.5 * Math.abs(across * heading[1] - down * heading[0]) };
    })
    .filter((one) => one.along > 4);
  ahead.sort((one, other) => one.cost - other.cost);
  ahead[0]?.node.element.focus();
}

function middle(element) {
  const box = element.querySelector(".why-disc").getBoundingClientRect();
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}
