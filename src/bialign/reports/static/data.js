// The corpus as it stands in the page, and small helpers that everything below uses.

const settings = JSON.parse(document.getElementById("bialign-settings").textContent);

/**
 * A bead: `kind`, `score` in [0, 1] or null, fragment indices `source` and `target`, `type` such as "2-1",
 * its article, its number in the article (from 1) and its place in the whole corpus (from 0).
 */
const beads = [];

const articles = JSON.parse(document.getElementById("bialign-articles").textContent).map((record, index) => {
  const article = { ...record, index, number: index + 1 };
  article.beads = record.beads.map(([kind, score, source, target], position) => {
    const type = `${source.length}-${target.length}`;
    const bead = { kind, score, source, target, type, article, number: position + 1, place: beads.length };
    beads.push(bead);
    return bead;
  });
  article.name = article.id || `Article ${article.number}`;
  Object.assign(article, headlineOf(article));
  return article;
});

/** Return what an article is called in lists: its headline, the source's first, or else how it begins. */
function headlineOf(article) {
  const sides = ["source", "target"];
  const headlines = article.beads.filter((bead) => bead.kind === "headline");
  for (const chosen of [headlines, article.beads]) {
    for (const [number, side] of sides.entries()) {
      const text = chosen.map((bead) => sideText(bead, side)).find(Boolean);
      if (text) return { headline: text, headlineLanguage: article.languages[number] };
    }
  }
  return { headline: article.name, headlineLanguage: "" };
}

/** Return a bead's text on one side ("source" or "target"), its fragments joined by spaces. */
function sideText(bead, side) {
  return bead[side].map((index) => bead.article[side][index]).join(" ");
}

/** Return a score as it is judged: as it is shown, so that colours, filters and numbers never disagree. */
function roundScore(score) {
  return Number(score.toFixed(2));
}

/** Return the band that a score is in. */
function bandOf(score) {
  if (score === null) return "none";
  const { high, middling, low } = settings.bands;
  const rounded = roundScore(score);
  return rounded >= high ? "high" : rounded >= middling ? "middling" : rounded >= low ? "low" : "poor";
}

/** Return a score as it is shown: two decimals, or a dash. */
function showScore(score) {
  return score === null ? "–" : score.toFixed(2);
}

function meanScore(chosen) {
  const scored = chosen.filter((bead) => bead.score !== null);
  return scored.length ? scored.reduce((sum, bead) => sum + bead.score, 0) / scored.length : null;
}

/** Return the classes that give an element a bead's colours. */
function beadClasses(bead) {
  return `bead band-${bandOf(bead.score)} kind-${bead.kind}`;
}

/** Return a number with its noun: "1 bead", "1,344 beads". */
function counted(number, noun) {
  return `${number.toLocaleString("en")} ${noun}${number === 1 ? "" : "s"}`;
}

/** Make an element with attributes (null ones are left out) and children. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value !== null && value !== false) element.setAttribute(name, value === true ? "" : value);
  }
  element.append(...children.filter((child) => child !== null));
  return element;
}

/** Keep a choice for the next visit, where the browser lets a local file do so. */
const choices = {
  get(name) {
    try {
      return localStorage.getItem(`bialign-${name}`);
    } catch {
      return null;
    }
  },
  set(name, value) {
    try {
      localStorage.setItem(`bialign-${name}`, value);
    } catch {
      // Then it lasts as long as the page.
    }
  },
};
