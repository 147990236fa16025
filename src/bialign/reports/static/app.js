// What is open, what is selected, and the keys that move about.

const state = { view: "articles", article: null, bead: null, reader: null, listed: [], chunks: null };

/** Show one of the two views: articles side by side, or the beads of all of them. */
function setView(view) {
  state.view = document.body.dataset.view = view;
  for (const button of document.querySelectorAll("[data-view-button]")) {
    button.setAttribute("aria-pressed", String(button.dataset.viewButton === view));
  }
  render();
}

function setColours(colours) {
  document.body.dataset.colours = colours;
  for (const button of document.querySelectorAll("[data-colours-button]")) {
    button.setAttribute("aria-pressed", String(button.dataset.coloursButton === colours));
  }
  for (const strip of document.querySelectorAll("[data-strip]")) {
    strip.setAttribute("style", heat(articles[strip.dataset.strip]));
  }
}

function emptyPage() {
  const text = articles.length ? "No bead matches." : "There is no alignment in this corpus.";
  const reset = make("button", { type: "button" }, "Reset the filters");
  reset.addEventListener("click", () => $("filters").reset());
  return make("div", { class: "empty" }, make("p", {}, text), articles.length ? reset : null);
}

/** Show everything anew, after the filter, the order or the view has changed. */
function render() {
  applyFilters();
  updateControls();
  state.listed = shownArticles($("order").value);
  state.chunks = fillList($("articles"), state.listed, articleEntry, { scroller: narrow.matches ? null : $("list") });
  if (state.listed.length === 0) {
    document.body.dataset.pane = "empty";
    $("reader").replaceChildren(emptyPage());
  } else if (state.view === "beads") {
    showBeads();
  } else {
    const keep = state.article && state.article.shown.length > 0;
    const bead = state.bead && keep && shown[state.bead.place] ? state.bead : null;
    if (keep || !narrow.matches) openArticle(keep ? state.article : state.listed[0], bead);
    else leaveArticle();
  }
}

function showBeads() {
  const list = make("ol", { class: "cards corpus", role: "list", "aria-label": "Beads" });
  const chosen = shownBeads($("order").value);
  const scroller = narrow.matches ? null : $("reader");
  state.reader = fillList(list, chosen, (bead) => beadCard(bead, { named: true }), { scroller });
  $("reader").replaceChildren(list);
  $("reader").scrollTop = 0;
  makeReachable();
}

/** Let the tabulator key stop at one bead: the selected one, or the first. */
function makeReachable() {
  const first = state.bead && document.querySelector(`[data-select="${state.bead.place}"]`);
  const button = first ?? document.querySelector("#reader [data-select]");
  if (button) button.tabIndex = 0;
}

/** Open an article, at a bead if one is given. */
function openArticle(article, bead = null, { focus = false } = {}) {
  const another = state.article !== article;
  state.article = article;
  state.bead = null;
  document.body.dataset.pane = "article";
  state.reader = showArticle(article, $("reader"));
  if (another) (narrow.matches ? window : $("reader")).scrollTo(0, 0);
  state.chunks.ensure(state.listed.indexOf(article));
  for (const button of document.querySelectorAll("#articles [aria-current]")) button.removeAttribute("aria-current");
  const entry = document.querySelector(`[data-article="${article.index}"]`);
  entry?.setAttribute("aria-current", "true");
  if (!narrow.matches) entry?.scrollIntoView({ block: "nearest" });
  makeReachable();
  if (bead) selectBead(bead, { focus });
  else if (focus) $("reader").querySelector("h2").focus({ preventScroll: true });
  writeAddress();
}

function leaveArticle() {
  const left = state.article;
  state.article = state.bead = null;
  document.body.dataset.pane = "list";
  if (left) document.querySelector(`[data-article="${left.index}"]`)?.focus();
  writeAddress();
}

/** Select a bead of what is open. */
function selectBead(bead, { focus = true } = {}) {
  state.bead = bead;
  state.reader.reveal?.(bead);
  for (const element of document.querySelectorAll("#reader .selected")) element.classList.remove("selected");
  const parts = ["bead", "ribbon", "card"].map((name) => `#reader [data-${name}="${bead.place}"]`).join();
  for (const element of document.querySelectorAll(parts)) element.classList.add("selected");
  for (const button of document.querySelectorAll("#reader [data-select][tabindex='0']")) {
    button.tabIndex = -1;
    button.removeAttribute("aria-current");
  }
  const button = document.querySelector(`#reader [data-select="${bead.place}"]`);
  if (button) {
    button.tabIndex = 0;
    button.setAttribute("aria-current", "true");
    if (focus) button.focus({ preventScroll: true });
    (button.closest("li") ?? button).scrollIntoView({ block: "nearest" });
  }
  writeAddress();
}

/** The address says what is open, as #article or #article.bead, so that it can be kept and passed on. */
function writeAddress() {
  if (state.view !== "articles") return;
  const bead = state.bead ? `.${state.bead.number}` : "";
  const address = state.article ? `#${state.article.number}${bead}` : location.pathname + location.search;
  if (address === location.hash) return;
  // On a phone an article takes the place of the list: the way back is the browser's.
  const steps = narrow.matches && state.article && !location.hash;
  history[steps ? "pushState" : "replaceState"]({ fromList: Boolean(steps || history.state?.fromList) }, "", address);
}

/** Return the article and the bead that the address names, null where it names none. */
function readAddress() {
  const [, number, beadNumber] = /^#(\d+)(?:\.(\d+))?$/.exec(location.hash) ?? [];
  const article = articles[number - 1] ?? null;
  return { article, bead: article?.beads[beadNumber - 1] ?? null };
}

function followAddress() {
  const { article, bead } = readAddress();
  if (state.view !== "articles") return;
  if (article?.shown.length) openArticle(article, bead);
  else if (narrow.matches && state.article) leaveArticle();
}

function moveBead(step) {
  const buttons = [...document.querySelectorAll("#reader [data-select]")];
  const place = buttons.findIndex((button) => state.bead && button.dataset.select === String(state.bead.place));
  const next = buttons[place === -1 ? 0 : Math.min(Math.max(place + step, 0), buttons.length - 1)];
  if (next) selectBead(beads[next.dataset.select]);
}

function moveArticle(step) {
  const next = state.listed[state.listed.indexOf(state.article) + step];
  if (next && state.view === "articles") openArticle(next, null, { focus: true });
}

const KEYS = {
  "/": () => $("query").select(),
  j: () => moveBead(1),
  k: () => moveBead(-1),
  n: () => moveArticle(1),
  p: () => moveArticle(-1),
  a: () => setView("articles"),
  b: () => setView("beads"),
  c: () => setColours(document.body.dataset.colours === "score" ? "kind" : "score"),
  0: () => $("filters").reset(),
  "?": () => $("help").showModal(),
};

function pressKey(event) {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || $("help").open) return;
  if (event.target === $("query") && event.key === "Escape") {
    event.target.blur();
    $("reader").focus();
  }
  if (event.target.closest("input, select, textarea")) return;
  const arrow = { ArrowDown: "j", ArrowUp: "k" }[event.key];
  if (arrow && !event.target.closest("#reader [data-select]")) return;
  const action = arrow ? KEYS[arrow] : $("shortcuts").checked ? KEYS[event.key] : null;
  if (!action) return;
  event.preventDefault();
  action();
}

const PRESSABLE = "[data-view-button], [data-colours-button], [data-article], [data-go], [data-select], [data-bead], #strip";

function press(event) {
  const target = event.target.closest(PRESSABLE);
  if (!target) return;
  const { viewButton, coloursButton, article, go, select, bead } = target.dataset;
  if (viewButton) setView(viewButton);
  else if (coloursButton) setColours(coloursButton);
  else if (article) openArticle(articles[article], null, { focus: true });
  else if (go === "list") history.state?.fromList ? history.back() : leaveArticle();
  else if (go) moveArticle(go === "next" ? 1 : -1);
  else if (target.id === "strip") pressStrip(event, target);
  else if (select && state.view === "beads") openFromBeads(beads[select]);
  else if (!getSelection().toString()) selectBead(beads[select ?? bead], { focus: Boolean(select) });
}

function pressStrip(event, strip) {
  const box = strip.getBoundingClientRect();
  const place = Math.floor(((event.clientX - box.left) / box.width) * state.article.beads.length);
  const bead = state.article.beads[Math.min(place, state.article.beads.length - 1)];
  if (shown[bead.place]) selectBead(bead);
}

function openFromBeads(bead) {
  state.article = bead.article;
  state.bead = bead;
  setView("articles");
  selectBead(bead);
}

for (const link of document.querySelectorAll(".skip")) {
  // The part of the address behind the # is the article's.
  link.addEventListener("click", (event) => {
    event.preventDefault();
    document.querySelector(link.hash).focus();
  });
}
wireTheme();
wireFilters(render);
if (narrow.matches) $("more-filters").open = false;
if (choices.get("shortcuts") === "off") $("shortcuts").checked = false;
$("shortcuts").addEventListener("change", () => choices.set("shortcuts", $("shortcuts").checked ? "on" : "off"));
$("help-button").addEventListener("click", () => $("help").showModal());
document.addEventListener("click", press);
document.addEventListener("keydown", pressKey);
addEventListener("popstate", followAddress);
narrow.addEventListener("change", render);
if (beads.every((bead) => bead.score === null)) setColours("kind");
Object.assign(state, readAddress());
render();
