// Lists that are as long as the corpus but cost only what is looked at.

/**
 * Fill a list chunk by chunk, the next one when its end comes near.
 *
 * @returns {{ensure: function(number)}} `ensure(index)` renders at least so far.
 */
function fillList(list, items, render, { size = 80, scroller = null, after = () => {} } = {}) {
  let done = 0;
  const more = make("button", { type: "button", class: "plain more" });
  const end = make("li", { class: "end" }, more);
  const grow = () => {
    const until = Math.min(done + size, items.length);
    const fresh = document.createDocumentFragment();
    for (; done < until; done += 1) fresh.append(render(items[done], done));
    end.remove();
    list.append(fresh);
    if (done < items.length) {
      more.textContent = `Show more (${(items.length - done).toLocaleString("en")} left)`;
      list.append(end);
    }
    after();
  };
  more.addEventListener("click", () => {
    const first = list.children.length - 1;
    grow();
    list.children[first]?.querySelector("button, a")?.focus();
  });
  const watch = new IntersectionObserver(
    (entries) => {
      if (entries.some((entry) => entry.isIntersecting) && list.isConnected) {
        grow();
        // An end that stays in view is told of again only when it is watched anew.
        watch.unobserve(end);
        if (done < items.length) watch.observe(end);
      }
    },
    { root: scroller, rootMargin: "600px" },
  );
  list.replaceChildren();
  grow();
  if (done < items.length) watch.observe(end);
  return {
    ensure(index) {
      while (done <= index && done < items.length) grow();
    },
  };
}

/** Return the entry of an article in the list of articles. */
function articleEntry(article) {
  const part = article.shown.length < article.beads.length;
  const all = counted(article.beads.length, "bead");
  const button = make(
    "button",
    { type: "button", "data-article": article.index },
    make("span", { class: "headline", lang: article.headlineLanguage || null }, ...markTerms(article.headline)),
    heatStrip(article),
    make(
      "span",
      { class: "facts" },
      make("span", { class: "name" }, article.name),
      make("span", { class: "number" }, part ? `${article.shown.length} of ${all}` : all),
      article.shownMean === null ? null : meanPill(article.shownMean),
    ),
  );
  return make("li", {}, button);
}

function meanPill(score) {
  const words = make("span", { class: "unseen" }, "mean score ");
  return make("span", { class: `pill band-${bandOf(score)}` }, words, showScore(score));
}

/** Return an article's beads as a strip of colours, from its first to its last. */
function heatStrip(article) {
  return make("span", { class: "heat", "aria-hidden": "true", "data-strip": article.index, style: heat(article) });
}

function heat(article) {
  const byKind = document.body.dataset.colours === "kind";
  const step = 100 / article.beads.length;
  const stops = article.beads.map((bead, index) => {
    const tone = byKind ? `kind-${bead.kind}` : `band-${bandOf(bead.score)}`;
    const colour = shown[bead.place] ? `var(--${tone})` : "var(--line)";
    return `${colour} ${(index * step).toFixed(2)}% ${((index + 1) * step).toFixed(2)}%`;
  });
  return `background: linear-gradient(to right, ${stops.join(", ")})`;
}

/** Return what is said of a bead beside its texts: score, type unless 1-1, and kind unless body. */
function beadFacts(bead) {
  return [
    make("span", { class: "pill" }, showScore(bead.score)),
    make("span", { class: "type" }, bead.type),
    make("span", { class: "kind" }, bead.kind),
  ];
}

/** Return a bead in words, for those who hear the page. */
function beadWords(bead) {
  const score = bead.score === null ? "no score" : `score ${showScore(bead.score)}`;
  return `Bead ${bead.number}, ${bead.type}, ${bead.kind}, ${score}`;
}

/** Return the attributes of a button that selects a bead; only one of a list is a stop of the tabulator key. */
function selectable(bead, words) {
  return { type: "button", "data-select": bead.place, tabindex: "-1", "aria-label": words };
}

/** Return one side of a bead as paragraphs; a dash where it is empty. */
function sideElement(bead, side, indices) {
  const language = bead.article.languages[side === "source" ? 0 : 1] || null;
  const fragments = indices.map((index) =>
    make(
      "p",
      { "data-bead": bead.place, "data-index": index, class: beadClasses(bead), dir: "auto" },
      ...markTerms(bead.article[side][index]),
    ),
  );
  return make("div", { class: `side ${side}`, lang: language }, ...fragments);
}

/** Return a bead as a card: its facts above or beside its two texts. */
function beadCard(bead, { named }) {
  const source = sideElement(bead, "source", bead.source);
  const target = sideElement(bead, "target", bead.target);
  for (const side of [source, target]) {
    if (side.children.length === 0) {
      side.classList.add("nothing");
      side.append(make("p", {}, make("span", { "aria-hidden": "true" }, "—"), make("span", { class: "unseen" }, "nothing")));
    }
  }
  const words = named ? `${beadWords(bead)}. Open in ${bead.article.name}` : beadWords(bead);
  const button = make(
    "button",
    { ...selectable(bead, words), class: "facts" },
    ...beadFacts(bead),
    named ? make("span", { class: "name" }, `${bead.article.name} · ${bead.number}`) : null,
  );
  return make("li", { class: `card ${beadClasses(bead)}`, "data-card": bead.place }, button, source, target);
}
