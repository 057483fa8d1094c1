// The panel: the fact sheet of the chosen one, put together from the tables of the page. Relations
// are described once and read from either end.
const [SOURCES, WHEN, REMARKS, TAGS, WORDS] = /** @type {const} */ ([0, 1, 2, 3, 4]);
const [VALIDITY, CITED, ABOUT, SORTS, SECTIONS, NOTES] = /** @type {const} */ ([0, 1, 2, 3, 4, 5]);
/** @type {HTMLElement | null} */
let openSheet = null;

// ---- Sources: they stand in the document for browsers without scripts, and are read from there
// when the first sheet is opened.
/** @type {Cite[] | null} */
let sources = null;
/** @type {(number: number) => Cite} */
function sourceAt(number) {
  sources ??= readSources();
  return sources[number];
}

function readSources() {
  const document = new DOMParser().parseFromString($("_sources").textContent, "text/html");
  return [...document.querySelectorAll("ol")].flatMap((list) => {
    const about = list.previousElementSibling?.textContent ?? "";
    return [...list.children].map((line) => {
      const { firstChild } = line;
      const lines = firstChild instanceof Text ? firstChild.data.trim() : "";
      return { place: placeIn(about, lines), quote: line.querySelector("q")?.textContent ?? "" };
    });
  });
}

/** @type {(about: string, lines: string) => string} */
const placeIn = (about, lines) =>
  lines ? format(wording.place, { document: about, lines }) : about;
/** @type {(numbers?: Cited) => number[]} */
const listOf = (numbers = []) => (Array.isArray(numbers) ? numbers : [numbers]);
/** @type {(edge: Edge) => string} */
const placesOf = (edge) =>
  listOf(edge.entry[SOURCES])
    .map((number) => sourceAt(number).place)
    .join("; ");
/** @type {(entry: Entry) => string} */
const whenOf = ({ [WHEN]: when = -1 }) => (when >= 0 ? page.texts[when] : "");

// The places, and on demand the quotations; the same words in two documents stand once.
/** @type {(numbers?: Cited, template?: string) => HTMLDetailsElement[]} */
function cite(numbers, template = wording.source) {
  const found = listOf(numbers).map(sourceAt);
  /** @type {Map<string, string[]>} */
  const quoted = new Map();
  if (!found.length) return [];
  for (const { quote, place } of found) {
    if (quote) quoted.set(quote, [...(quoted.get(quote) ?? []), place]);
  }
  const quotes = [...quoted].map(([quote, places]) =>
    element("blockquote", {}, element("q", {}, quote), element("cite", {}, places.join("; "))),
  );
  const places = found.map(({ place }) => place).join("; ");
  return [element("details", {}, element("summary", {}, format(template, { places })), ...quotes)];
}

// ---- Words
/** @type {(words?: Words) => Inside[]} */
const wordsOf = (words = []) =>
  words.map((number) => (number < 0 ? linkTo(nodes[-1 - number]) : page.texts[number]));
/** @type {(tags: string[]) => Inside[]} */
const tagsOf = (tags) => tags.flatMap((tag) => [" ", element("b", { class: "tag" }, tag)]);
/** @type {(numbers?: number[]) => string[]} */
const textsOf = (numbers = []) => numbers.map((number) => page.texts[number]);
/** @type {(ids: Id[]) => Inside[]} */
const linksTo = (ids) =>
  ids.flatMap((id, number) => [...(number ? [", "] : []), linkTo(nodeAt(id))]);

/** @type {(remarks?: Remark[], before?: [string, Inside[]][]) => HTMLElement[]} */
function remarksOf(remarks = [], before = []) {
  const all = [...before];
  for (const [heading, ...words] of remarks) all.push([page.texts[heading], wordsOf(words)]);
  if (!all.length) return [];
  const parts = all.flatMap(([heading, words]) => [
    element("dt", {}, heading),
    element("dd", {}, ...words),
  ]);
  return [element("dl", {}, ...parts)];
}

/** @type {(text: string) => Inside[]} */
const smallWhen = (text) => (text ? [" ", element("small", {}, text)] : []);

/** @type {(entry: Entry | number) => HTMLElement} */
function entryLine(entry) {
  if (typeof entry === "number") return element("li", {}, ...wordsOf([entry]));
  return element(
    "li",
    {},
    ...wordsOf(entry[WORDS]),
    ...smallWhen(whenOf(entry)),
    ...tagsOf(textsOf(entry[TAGS])),
    ...remarksOf(entry[REMARKS]),
    ...cite(entry[SOURCES]),
  );
}

/** @type {(change: Change) => HTMLElement} */
const changeTag = (change) => element("b", { class: `tag ${MARKS[change]}` }, change);

/** @type {(edge: Edge, words: Inside[], isAbout?: boolean) => HTMLElement} */
function relationLine(edge, words, isAbout = false) {
  const { entry } = edge;
  const change = changeShown(edge);
  /** @type {[string, Inside[]][]} */
  const about = !isAbout && edge.about?.length ? [[wording.about, linksTo(edge.about)]] : [];
  const line = element(
    "li",
    { "data-r": edge.id },
    ...words,
    ...smallWhen(whenOf(entry)),
    ...tagsOf(textsOf(entry[TAGS])),
    ...remarksOf(entry[REMARKS], about),
    ...cite(entry[SOURCES]),
  );
  if (change) line.prepend(changeTag(change), " ");
  line.classList.toggle("off", state.side !== CHANGES && !lives(edge));
  return line;
}

// ---- The sheet
// Of two that tell the same relation otherwise, only changes shows the one that tells the change.
/** @type {(edge: Edge) => boolean} */
const isChangedTwin = (edge) => edge.twin !== undefined && changeOf(edges[edge.twin]) !== "";
/** @type {(edge: Edge) => boolean} */
const isTold = (edge) =>
  state.side === CHANGES
    ? changeOf(edge) !== "" || (toldOn(edge, AFTER) !== null && !isChangedTwin(edge))
    : toldOn(edge, sideShown()) !== null;

// What is told of a thing on the side that is shown, else on the one that knows it.
/** @type {(node: OrgNode) => Sheet} */
function sheetDataOf(node) {
  const told = toldOn(node, sideShown()) ?? toldOn(node, BEFORE) ?? toldOn(node, AFTER);
  return /** @type {Told} */ (told).sheet;
}

/** @type {(node: OrgNode) => HTMLElement} */
function sheetOf(node) {
  const sheet = sheetDataOf(node);
  const kind = kindOf(node);
  const change = changeShown(node);
  const sections = [
    ...relationSections(node),
    ...(sheet[SECTIONS] ?? []).map(([heading, ordered, ...lines]) =>
      section(page.texts[heading], lines.map(entryLine), ordered),
    ),
  ];
  /** @type {[string, Inside[]][]} */
  const aliases = node.aliases ? [[wording.alsoCalled, [node.aliases.join(", ")]]] : [];
  return element(
    "article",
    { class: "open", "data-id": node.id },
    element("h2", { tabindex: -1 }, softened(node.label)),
    element(
      "p",
      { class: "kind" },
      badge(node),
      " ",
      kind ? kind[NAME] : "",
      ...tagsOf(textsOf(sheet[SORTS])),
      ...(change ? [" ", changeTag(change)] : []),
    ),
    element("p", { class: "deeds" }, ...deeds(node)),
    element("p", {}, page.texts[sheet[VALIDITY]]),
    ...remarksOf(sheet[ABOUT], aliases),
    ...cite(sheet[CITED]),
    ...sections.flat(),
    ...(sections.length ? [] : [hint(wording.nothingMore)]),
    ...notesOf(sheet[NOTES] ?? []),
  );
}

/** @type {(node: OrgNode) => Inside[]} */
function deeds(node) {
  const found = [element("a", { href: addressOf(node.id, { view: "near" }) }, wording.showNear)];
  if (isBody(node)) {
    found.push(
      element("a", { href: addressOf(node.id, { view: "way", to: null }) }, wording.findWay),
    );
  }
  if (page.elsewhere) {
    const [before, after] = page.elsewhere;
    const href = `${before}${node.page ?? node.id}${after}?dato=${isoOf(day())}`;
    found.push(element("a", { href }, wording.readAnswers));
  }
  return found.flatMap((link, number) => (number ? [" · ", link] : [link]));
}

/** @type {(node: OrgNode) => HTMLElement[][]} */
function relationSections(node) {
  const own = known(edgesOf, node.id).filter(isTold);
  const out = own.filter((edge) => edge.from === node.id);
  const into = own.filter((edge) => edge.to === node.id && edge.from !== node.id);
  const others = own.filter((edge) => !isEnd(node, edge));
  /** @type {(edge: Edge) => HTMLElement} */
  const outLine = (edge) => relationLine(edge, [linkTo(nodeAt(edge.to))]);
  /** @type {(edge: Edge) => HTMLElement} */
  const intoLine = (edge) => relationLine(edge, [linkTo(nodeAt(edge.from))]);
  const found = page.types.flatMap(([danish, inverse], type) => [
    section(capital(danish), out.filter((edge) => edge.type === type).map(outLine)),
    section(capital(inverse), into.filter((edge) => edge.type === type).map(intoLine)),
  ]);
  const about = others.map((edge) => relationLine(edge, sentenceOf(edge), true));
  return [...found, section(wording.relationsOfOthers, about)].filter((one) => one.length);
}

/** @type {(text: string) => string} */
const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
/** @type {(edge: Edge) => Inside[]} */
const sentenceOf = (edge) => [
  linkTo(nodeAt(edge.from)),
  ` ${page.types[edge.type][DANISH]} `,
  linkTo(nodeAt(edge.to)),
];
/** @type {(heading: string, lines: HTMLElement[]) => HTMLElement} */
const counted = (heading, lines) =>
  element("h3", {}, `${heading} `, element("small", {}, `(${lines.length})`));
/** @type {(heading: string, lines: HTMLElement[], ordered?: number) => HTMLElement[]} */
const section = (heading, lines, ordered = 0) =>
  lines.length ? [counted(heading, lines), element(ordered ? "ol" : "ul", {}, ...lines)] : [];

/** @type {(numbers: number[]) => HTMLElement[]} */
function notesOf(numbers) {
  const lines = numbers
    .map((number) => page.notes[number])
    .map(([heading, text, found, handling = -1, searched]) =>
      element(
        "li",
        {},
        element("b", {}, `${page.texts[heading]}.`),
        ` ${page.texts[text]}`,
        ...(handling >= 0 ? [" ", element("i", {}, page.texts[handling])] : []),
        ...cite(searched, wording.searched),
        ...cite(found),
      ),
    );
  return lines.length
    ? [counted(wording.unsettled, lines), element("ul", { class: "notes" }, ...lines)]
    : [];
}

// ---- Showing it
/** @type {(id: Id | null) => void} */
function showSheet(id) {
  const node = id === null ? undefined : nodeById.get(id);
  openSheet = node ? sheetOf(node) : null;
  $("_sheet").replaceChildren(...(openSheet ? [openSheet] : []));
  $("_unknown").hidden = id === null || openSheet !== null;
  $("_unknown-words").textContent = format(wording.unknown, { id: id ?? "" });
  document.body.classList.toggle("chosen", id !== null);
  $("_panel").scrollTop = 0;
  showAbsence(node);
}

// The same sheet for another day or side: what was opened and where the reader was stays.
function refreshSheet() {
  if (!openSheet) return;
  const opened = [...openSheet.querySelectorAll("details")].map((found) => found.open);
  const top = $("_panel").scrollTop;
  showSheet(openSheet.dataset.id ?? null);
  const now = [...openSheet.querySelectorAll("details")];
  if (now.length === opened.length) {
    now.forEach((found, number) => {
      found.open = opened[number];
    });
  }
  $("_panel").scrollTop = top;
}

/** @type {(node: OrgNode | undefined) => void} */
function showAbsence(node) {
  const absent = node !== undefined && !lives(node) && !(state.side === CHANGES && changeOf(node));
  $("_notice").hidden = !absent;
  if (!absent) return;
  const told = toldOn(node, sideShown());
  const there = told ? stops().findIndex((one) => livesOn(node, sideShown(), one.day)) : -1;
  $("_notice").replaceChildren(whyAbsent(told));
  if (there >= 0) {
    const show = format(wording.showDay, { day: stops()[there].title });
    const button = element("button", { type: "button" }, show);
    button.addEventListener("click", () => moveToStop(there));
    $("_notice").append(" ", button);
  }
}

/** @type {(told: { life: Life } | null) => string} */
function whyAbsent(told) {
  if (!told) return wording.notOnSide;
  if (told.life[FIRST] >= told.life[GONE]) return wording.mentionedTooLate;
  const template =
    told.life[GONE] <= day()
      ? wording.noLonger
      : told.life[STATED]
        ? wording.notYet
        : wording.mentionedLater;
  return format(template, { day: stopShown().title });
}

function focusPanel() {
  (openSheet ?? $("_unknown")).querySelector("h2")?.focus({ preventScroll: true });
  if (document.documentElement.scrollHeight > innerHeight) $("_panel").scrollIntoView();
}

$("_close").addEventListener("click", () => {
  go(null);
  if (state.view === "map") $("_canvas").focus();
});
