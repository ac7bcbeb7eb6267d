// A click on a figure ticks the box of the region, and a ticked box colours the figure: the boxes are what is sent.
"use strict";
for (const map of document.querySelectorAll("[data-body-map]")) {
  const boxOf = (region) => map.querySelector(`input[value="${region}"]`);
  const colour = (box) => {
    for (const path of map.querySelectorAll(`[data-region="${box.value}"]`)) path.classList.toggle("chosen", box.checked);
  };
  map.addEventListener("change", (event) => { if (event.target.type === "checkbox") colour(event.target); });
  map.addEventListener("click", (event) => {
    const path = event.target.closest("[data-region]");
    if (path) boxOf(path.dataset.region).click();
  });
  for (const box of map.querySelectorAll("input[type=checkbox]")) colour(box);
}
