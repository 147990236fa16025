// Which beads are shown: by words, score, bead type and kind.

const BINS = 20;

const filter = { terms: [], lowest: 0, highest: 1, types: new Set(), kinds: new Set() };

/** For each bead: whether its texts have all search terms. */
let hasTerms = new Uint8Array(beads.length).fill(1);

/** For each bead: whether it passes every filter. */
const shown = new Uint8Array(beads.length).fill(1);

/** What the filters let through, by facet; each facet is counted as if it were not itself filtered. */
let tally = null;

/** Compose conjoining jamo, which macOS makes of Hangul, as the page's texts are composed. */
function composeHangul(text) {
  return text.replace(/[\u1100-\u1112][\u1161-\u1175][\u11a8-\u11c2]?/g, (jamo) => jamo.normalize("NFC"));
}

/** Cut a query into terms; a phrase in double quotes is one term. */
function parseQuery(query) {
  const terms = [...query.toLowerCase().matchAll(/"([^"]+)"|([^\s"]+)/g)].map((match) => match[1] ?? match[2]);
  return [...new Set(terms)];
}

function setTerms(terms) {
  filter.terms = terms;
  hasTerms = new Uint8Array(beads.length);
  for (const bead of beads) {
    bead.searched ??= `${sideText(bead, "source")}\n${sideText(bead, "target")}`.toLowerCase();
    hasTerms[bead.place] = terms.every((term) => bead.searched.includes(term)) ? 1 : 0;
  }
}

function scorePasses(score) {
  if (filter.lowest === 0 && filter.highest === 1) return true;
  if (score === null) return false;
  const value = roundScore(score);
  return value >= filter.lowest && value <= filter.highest;
}

/** Count again what passes. */
function applyFilters() {
  tally = { beads: 0, articles: 0, types: new Map(), kinds: new Map(), histogram: new Array(BINS).fill(0) };
  for (const article of articles) {
    article.shown = [];
    for (const bead of article.beads) {
      const words = hasTerms[bead.place] === 1;
      const score = scorePasses(bead.score);
      const type = filter.types.size === 0 || filter.types.has(bead.type);
      const kind = filter.kinds.size === 0 || filter.kinds.has(bead.kind);
      if (words && score && kind) tally.types.set(bead.type, (tally.types.get(bead.type) ?? 0) + 1);
      if (words && score && type) tally.kinds.set(bead.kind, (tally.kinds.get(bead.kind) ?? 0) + 1);
      if (words && type && kind && bead.score !== null) {
        tally.histogram[Math.min(Math.floor(bead.score * BINS), BINS - 1)] += 1;
      }
      shown[bead.place] = words && score && type && kind ? 1 : 0;
      if (shown[bead.place]) article.shown.push(bead);
    }
    tally.beads += article.shown.length;
    tally.articles += article.shown.length > 0 ? 1 : 0;
    article.shownMean = meanScore(article.shown);
  }
}

/** Return how many filters are set. */
function activeFilters() {
  const range = filter.lowest > 0 || filter.highest < 1;
  return (filter.terms.length > 0) + range + (filter.types.size > 0) + (filter.kinds.size > 0);
}

function byScore(a, b) {
  return (a ?? 2) - (b ?? 2);
}

/** Return the articles that have a bead to show, in the chosen order. */
function shownArticles(order) {
  const chosen = articles.filter((article) => article.shown.length > 0);
  return order === "score" ? chosen.sort((a, b) => byScore(a.shownMean, b.shownMean) || a.index - b.index) : chosen;
}

/** Return the beads to show, in the chosen order. */
function shownBeads(order) {
  const chosen = beads.filter((bead) => shown[bead.place]);
  return order === "score" ? chosen.sort((a, b) => byScore(a.score, b.score) || a.place - b.place) : chosen;
}

/** Return a text as nodes, with the search terms in it marked. */
function markTerms(text) {
  if (filter.terms.length === 0) return [text];
  const escaped = filter.terms.map((term) => term.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&"));
  // Longer terms first, so that a term within another does not cut it short.
  const pattern = new RegExp(escaped.sort((a, b) => b.length - a.length).join("|"), "giu");
  const nodes = [];
  let place = 0;
  for (const match of text.matchAll(pattern)) {
    nodes.push(text.slice(place, match.index), make("mark", {}, match[0]));
    place = match.index + match[0].length;
  }
  nodes.push(text.slice(place));
  return nodes;
}
