// The filter form and the switches: what is chosen, and how it looks.

const $ = (id) => document.getElementById(id);

/** Make the buttons of a facet; none pressed means no restriction. */
function makeChips(place, values, chosen, attribute, changed) {
  const buttons = values.map((value) => {
    const button = make(
      "button",
      { type: "button", class: `chip-filter kind-${value}`, [attribute]: value, "aria-pressed": "false" },
      make("span", {}, value),
      make("span", { class: "number" }),
    );
    button.addEventListener("click", () => {
      if (!chosen.delete(value)) chosen.add(value);
      changed();
    });
    return button;
  });
  place.replaceChildren(...buttons);
}

function updateChips(place, attribute, chosen, counts) {
  for (const button of place.children) {
    const value = button.getAttribute(attribute);
    button.setAttribute("aria-pressed", String(chosen.has(value)));
    button.lastChild.textContent = (counts.get(value) ?? 0).toLocaleString("en");
    button.classList.toggle("none", !counts.has(value));
  }
}

function updateHistogram() {
  const highest = Math.max(1, ...tally.histogram);
  const bars = tally.histogram.map((count, bin) => {
    // Square roots, so that the few low scores that one looks for can be seen beside the many high ones.
    const height = count ? Math.max(6, 100 * Math.sqrt(count / highest)) : 0;
    const inside = (bin + 1) / BINS > filter.lowest && bin / BINS <= filter.highest;
    const colour = `band-${bandOf((bin + 0.5) / BINS)}`;
    return make("span", { class: `${colour}${inside ? "" : " outside"}`, style: `height: ${height}%` });
  });
  $("histogram").replaceChildren(...bars);
}

/** Show what the filters let through. */
function updateControls() {
  updateChips($("types"), "data-type-filter", filter.types, tally.types);
  updateChips($("kinds"), "data-kind-filter", filter.kinds, tally.kinds);
  updateHistogram();
  $("score-range").textContent = `${filter.lowest.toFixed(2)} – ${filter.highest.toFixed(2)}`;
  for (const id of ["lowest", "highest"]) $(id).setAttribute("aria-valuetext", filter[id].toFixed(2));
  const active = activeFilters();
  $("reset-filters").hidden = active === 0;
  $("active-filters").textContent = active ? `(${active} set)` : "";
  $("counts").textContent = countsSentence(active === 0);
}

function countsSentence(all) {
  const part = (number, sum, noun) => `${all ? "" : `${number.toLocaleString("en")} of `}${counted(sum, noun)}`;
  const mean = all ? meanScore(beads) : null;
  const parts = [`${part(tally.beads, beads.length, "bead")} in ${part(tally.articles, articles.length, "article")}`];
  if (mean !== null) parts.push(`mean score ${showScore(mean)}`);
  if (settings.note) parts.push(settings.note);
  return parts.join(" · ");
}

/** Wire the form; `changed` is called when the filter or the order has changed. */
function wireFilters(changed) {
  const frequency = new Map();
  for (const bead of beads) frequency.set(bead.type, (frequency.get(bead.type) ?? 0) + 1);
  const types = [...frequency.keys()].sort((a, b) => frequency.get(b) - frequency.get(a) || a.localeCompare(b));
  const present = new Set(beads.map((bead) => bead.kind));
  makeChips($("types"), types, filter.types, "data-type-filter", changed);
  makeChips($("kinds"), settings.kinds.filter((kind) => present.has(kind)), filter.kinds, "data-kind-filter", changed);
  const scored = beads.some((bead) => bead.score !== null);
  $("score-filter").hidden = !scored;
  $("order").value = scored ? "score" : "corpus";
  $("order").options[0].disabled = !scored;
  for (const id of ["lowest", "highest"]) {
    $(id).addEventListener("input", () => {
      const lowest = Number($("lowest").value);
      const highest = Number($("highest").value);
      if (lowest > highest) $(id === "lowest" ? "highest" : "lowest").value = $(id).value;
      filter.lowest = Number($("lowest").value) / 100;
      filter.highest = Number($("highest").value) / 100;
      changed();
    });
  }
  let timer = 0;
  $("query").addEventListener("input", (event) => {
    clearTimeout(timer);
    timer = setTimeout(() => {
      // A syllable that is being typed begins as a lone consonant: it is no part of the word yet.
      const query = event.isComposing ? $("query").value.replace(/[ㄱ-ㅎㅏ-ㅣ]$/, "") : $("query").value;
      const terms = parseQuery(composeHangul(query));
      if (terms.join("\n") === filter.terms.join("\n")) return;
      setTerms(terms);
      changed();
    }, 150);
  });
  $("order").addEventListener("change", changed);
  $("filters").addEventListener("submit", (event) => event.preventDefault());
  $("filters").addEventListener("reset", (event) => {
    event.preventDefault();
    resetFilters();
    changed();
    // The button that was pressed may be gone.
    if (document.activeElement === document.body) $("reader").focus({ preventScroll: true });
  });
}

function resetFilters() {
  $("query").value = "";
  $("lowest").value = 0;
  $("highest").value = 100;
  setTerms([]);
  Object.assign(filter, { lowest: 0, highest: 1 });
  filter.types.clear();
  filter.kinds.clear();
}

const THEMES = { auto: "Auto", light: "Light", dark: "Dark" };

/** Choose light, dark, or what the system says. */
function setTheme(theme) {
  if (theme === "auto") delete document.documentElement.dataset.theme;
  else document.documentElement.dataset.theme = theme;
  $("theme").replaceChildren(make("span", { class: "wide" }, "Theme: "), THEMES[theme]);
  choices.set("theme", theme);
}

function wireTheme() {
  let theme = choices.get("theme");
  if (!(theme in THEMES)) theme = "auto";
  setTheme(theme);
  $("theme").addEventListener("click", () => {
    const names = Object.keys(THEMES);
    theme = names[(names.indexOf(theme) + 1) % names.length];
    setTheme(theme);
  });
}
