// How an article is laid out: both texts in their own reading order, beads on one line wherever that is possible.

/** Return the longest list of beads that go forward on both sides (patience sorting; Fredman 1975). */
function forwardChain(article) {
  const whole = (indices) => indices.length > 0 && indices.at(-1) - indices[0] + 1 === indices.length;
  const candidates = article.beads
    .filter((bead) => whole(bead.source) && whole(bead.target))
    .sort((a, b) => a.source[0] - b.source[0]);
  const tails = [];
  const before = new Map();
  for (const bead of candidates) {
    let low = 0;
    let high = tails.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (tails[middle].target[0] < bead.target[0]) low = middle + 1;
      else high = middle;
    }
    before.set(bead, tails[low - 1] ?? null);
    tails[low] = bead;
  }
  const chain = [];
  for (let bead = tails.at(-1) ?? null; bead; bead = before.get(bead)) chain.push(bead);
  return chain.reverse();
}

/**
 * Return the bands of an article, from top to bottom: `{bead, source, target}` with fragment indices.
 *
 * A bead that keeps the order is one band. A fragment without counterpart has a band of its own, and so has
 * each part of a bead that crosses another; their ribbons run from band to band.
 */
function layOut(article) {
  const owner = { source: [], target: [] };
  for (const bead of article.beads) {
    for (const side of ["source", "target"]) for (const index of bead[side]) owner[side][index] = bead;
  }
  const bands = [];
  const place = { source: 0, target: 0 };
  const looseUntil = (side, end) => {
    while (place[side] < end) {
      const bead = owner[side][place[side]];
      const indices = [];
      while (place[side] < end && owner[side][place[side]] === bead) indices.push(place[side]++);
      bands.push({ bead, source: [], target: [], [side]: indices });
    }
  };
  for (const bead of forwardChain(article)) {
    looseUntil("source", bead.source[0]);
    looseUntil("target", bead.target[0]);
    bands.push({ bead, source: bead.source, target: bead.target });
    place.source = bead.source.at(-1) + 1;
    place.target = bead.target.at(-1) + 1;
  }
  looseUntil("source", article.source.length);
  looseUntil("target", article.target.length);
  return bands;
}

/** Return bands with each run of those that no filter lets through as `{hidden: [band, ...]}`. */
function foldHidden(bands) {
  const folded = [];
  for (const band of bands) {
    if (shown[band.bead.place]) folded.push(band);
    else if (folded.at(-1)?.hidden) folded.at(-1).hidden.push(band);
    else folded.push({ hidden: [band] });
  }
  return folded;
}
