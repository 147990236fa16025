// One article, its two texts side by side; on a narrow screen bead by bead.

const narrow = matchMedia("(max-width: 50rem)");

/** Return the band of a bead: source, score, target. */
function bandRow({ bead, source, target }) {
  const whole = source.length === bead.source.length && target.length === bead.target.length;
  const main = whole || (source.length > 0 && source[0] === bead.source[0]);
  const chip = main
    ? make("button", { ...selectable(bead, beadWords(bead)), class: "chip" }, ...beadFacts(bead))
    : make("span", { class: "unseen" }, `Belongs to bead ${bead.number}.`);
  const edge = source.length === 0 ? "end" : target.length === 0 ? "start" : "middle";
  const oneSided = bead.source.length && bead.target.length ? "" : " one-sided";
  return make(
    "li",
    { class: `band ${beadClasses(bead)}${oneSided}`, "data-type": bead.type },
    sideElement(bead, "source", source),
    make("div", { class: `gutter ${edge}` }, chip),
    sideElement(bead, "target", target),
  );
}

function foldRow(fold, open) {
  const count = new Set(fold.hidden.map((band) => band.bead)).size;
  const button = make("button", { type: "button", class: "plain" }, `${counted(count, "bead")} not shown`);
  const row = make("li", { class: "fold" }, button);
  button.addEventListener("click", () => open(row, fold.hidden));
  return row;
}

function about(article) {
  const facts = Object.entries(article.metadata);
  if (article.signature) facts.push(["signature", article.signature]);
  if (facts.length === 0) return null;
  const list = facts.map(([name, value]) => make("div", {}, make("dt", {}, name), make("dd", {}, value)));
  return make("details", { class: "about" }, make("summary", {}, "About this alignment"), make("dl", {}, ...list));
}

function articleHead(article) {
  const scored = article.beads.filter((bead) => bead.score !== null).map((bead) => bead.score);
  const oneSided = article.beads.filter((bead) => !bead.source.length || !bead.target.length).length;
  const languages = article.languages.map((tag) => tag || "?").join(" → ");
  const facts = [languages, counted(article.beads.length, "bead"), `${oneSided} one-sided`];
  if (scored.length) {
    const lowest = scored.reduce((low, score) => Math.min(low, score));
    facts.push(`mean ${showScore(meanScore(article.beads))}`, `lowest ${showScore(lowest)}`);
  }
  const strip = heatStrip(article);
  strip.id = "strip";
  return make(
    "header",
    { class: "article-head" },
    make(
      "div",
      { class: "line" },
      make("button", { type: "button", class: "plain back", "data-go": "list" }, "← Articles"),
      make("h2", { tabindex: "-1" }, article.name),
      make("p", { class: "facts" }, facts.join(" · ")),
      make("button", { type: "button", class: "plain", "data-go": "previous", "aria-label": "Previous article" }, "←"),
      make("button", { type: "button", class: "plain", "data-go": "next", "aria-label": "Next article" }, "→"),
    ),
    strip,
  );
}

/**
 * Show an article in an element.
 *
 * @returns {{reveal: function(object)}} `reveal(bead)` renders as far as that bead.
 */
function showArticle(article, place) {
  const layout = narrow.matches ? "cards" : "bands";
  const list = make("ol", { class: layout, role: "list", "aria-label": `Beads of ${article.name}` });
  const bands = narrow.matches
    ? article.beads.map((bead) => ({ bead, source: bead.source, target: bead.target }))
    : layOut(article);
  const row = (band) => (narrow.matches ? beadCard(band.bead, { named: false }) : bandRow(band));
  const redraw = () => (narrow.matches ? null : drawRibbons(list));
  const open = (fold, hidden) => {
    const rows = hidden.map(row);
    fold.replaceWith(...rows);
    for (const element of rows) element.classList.add("unmatched");
    rows[0].querySelector("[data-select]")?.focus();
    redraw();
  };
  const folded = foldHidden(bands);
  place.replaceChildren(...[articleHead(article), list, about(article)].filter(Boolean));
  const render = (item) => (item.hidden ? foldRow(item, open) : row(item));
  const chunks = fillList(list, folded, render, { size: 150, scroller: narrow.matches ? null : place, after: redraw });
  new ResizeObserver(redraw).observe(list);
  return {
    reveal(bead) {
      chunks.ensure(folded.findIndex((item) => (item.hidden ?? [item]).some((band) => band.bead === bead)));
    },
  };
}
