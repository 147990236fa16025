// The ribbons between the two columns of an article, drawn where the browser has put the texts.

const SVG = "http://www.w3.org/2000/svg";

/** Return the top and bottom of each run of neighbouring fragments. */
function extents(elements) {
  const runs = [];
  for (const element of elements) {
    const index = Number(element.dataset.index);
    const top = element.offsetTop;
    const bottom = top + element.offsetHeight;
    const last = runs.at(-1);
    if (last && last.index === index - 1) Object.assign(last, { index, bottom });
    else runs.push({ index, top, bottom });
  }
  return runs;
}

function ribbonPath(width, from, to) {
  const bend = width / 2;
  return (
    `M0 ${from.top} C${bend} ${from.top} ${bend} ${to.top} ${width} ${to.top}` +
    `L${width} ${to.bottom} C${bend} ${to.bottom} ${bend} ${from.bottom} 0 ${from.bottom}Z`
  );
}

/** Return the fragments that are in a list, by their bead's place: `{source: [element, ...], target: [...]}`. */
function fragmentsByBead(list) {
  const groups = new Map();
  for (const element of list.querySelectorAll("[data-bead]")) {
    const place = element.dataset.bead;
    if (!groups.has(place)) groups.set(place, { source: [], target: [] });
    groups.get(place)[element.parentElement.classList.contains("source") ? "source" : "target"].push(element);
  }
  return groups;
}

/** Draw the ribbons of a list of bands anew. */
function drawRibbons(list) {
  list.querySelector(":scope > svg")?.remove();
  const gutter = list.querySelector(".gutter");
  if (!gutter) return;
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("aria-hidden", "true");
  const width = gutter.offsetWidth;
  svg.setAttribute("width", width);
  svg.setAttribute("height", list.scrollHeight);
  svg.style.left = `${gutter.offsetLeft}px`;
  for (const [place, { source, target }] of fragmentsByBead(list)) {
    const ends = extents(target);
    for (const from of extents(source)) {
      for (const to of ends) {
        const path = document.createElementNS(SVG, "path");
        path.setAttribute("class", beadClasses(beads[place]));
        path.setAttribute("d", ribbonPath(width, from, to));
        path.dataset.ribbon = place;
        svg.append(path);
      }
    }
  }
  list.prepend(svg);
}
