// The panel: the fact sheet of the chosen one, put together from the tables of the page. Relations are described once and read from either end.
const [SOURCES, WHEN, REMARKS, TAGS, WORDS] = [0, 1, 2, 3, 4];
const [VALIDITY, CITED, ABOUT, SORTS, SECTIONS, NOTES] = [0, 1, 2, 3, 4, 5];
let open = null;

// ---- Sources: they stand in the document for browsers without scripts, and are read from there when the first sheet is opened.
let sources = null;
function sourceAt(number) {
  sources ??= [...new DOMParser().parseFromString($("_sources").textContent, "text/html").querySelectorAll("ol")].flatMap((list) => {
    const about = list.previousElementSibling.textContent;
    return [...list.children].map((line) => ({ place: placeIn(about, line.firstChild?.nodeType === Node.TEXT_NODE ? line.firstChild.data.trim() : ""), quote: line.querySelector("q")?.textContent ?? "" }));
  });
  return sources[number];
}

const placeIn = (about, lines) => (lines ? `${about}, linje ${lines}` : about);
const listOf = (numbers = []) => (Array.isArray(numbers) ? numbers : [numbers]);
const placesOf = (edge) => listOf(edge.entry[SOURCES]).map((number) => sourceAt(number).place).join("; ");
const whenOf = (edge) => (edge.entry[WHEN] >= 0 ? page.texts[edge.entry[WHEN]] : "");

// The places, and on demand the quotations; the same words in two documents stand once.
function cite(numbers, word = "Kilde") {
  const found = listOf(numbers).map(sourceAt), quoted = new Map();
  if (!found.length) return [];
  for (const { quote, place } of found) if (quote) quoted.set(quote, [...(quoted.get(quote) ?? []), place]);
  const quotes = [...quoted].map(([quote, places]) => element("blockquote", {}, element("q", {}, quote), element("cite", {}, places.join("; "))));
  return [element("details", {}, element("summary", {}, `${word}: ${found.map(({ place }) => place).join("; ")}`), ...quotes)];
}

// ---- Words
const wordsOf = (words = []) => words.map((number) => (number < 0 ? linkTo(nodes[-1 - number]) : page.texts[number]));
const tagsOf = (tags = []) => tags.flatMap((tag) => [" ", element("b", { class: "tag" }, tag)]);
const linksTo = (ids) => ids.flatMap((id, number) => [...(number ? [", "] : []), linkTo(nodeById.get(id))]);

function remarksOf(remarks = [], before = []) {
  const all = [...before, ...remarks.map(([heading, ...words]) => [page.texts[heading], wordsOf(words)])];
  return all.length ? [element("dl", {}, ...all.flatMap(([heading, words]) => [element("dt", {}, heading), element("dd", {}, ...words)]))] : [];
}

const smallWhen = (text) => (text ? [" ", element("small", {}, text)] : []);

function entryLine(entry) {
  if (typeof entry === "number") return element("li", {}, ...wordsOf([entry]));
  const when = entry[WHEN] >= 0 ? page.texts[entry[WHEN]] : "";
  return element("li", {}, ...wordsOf(entry[WORDS]), ...smallWhen(when), ...tagsOf((entry[TAGS] ?? []).map((tag) => page.texts[tag])), ...remarksOf(entry[REMARKS]), ...cite(entry[SOURCES]));
}

function relationLine(edge, words, isAbout = false) {
  const { entry } = edge, change = state.side === CHANGES ? changeOf(edge) : "";
  const about = !isAbout && edge.about?.length ? [["Om", linksTo(edge.about)]] : [];
  const tags = [...(entry[TAGS] ?? []).map((tag) => page.texts[tag])];
  const line = element("li", { "data-r": edge.id }, ...words, ...smallWhen(whenOf(edge)), ...tagsOf(tags), ...remarksOf(entry[REMARKS], about), ...cite(entry[SOURCES]));
  if (change) line.prepend(element("b", { class: `tag ${MARKS[change]}` }, change), " ");
  line.classList.toggle("off", state.side !== CHANGES && !lives(edge));
  return line;
}

// ---- The sheet
// Of two that tell the same relation otherwise, only changes shows the one that tells the change.
const isChangedTwin = (edge) => edge.twin !== undefined && changeOf(edges[edge.twin]) !== "";
const isTold = (edge) => (state.side === CHANGES ? changeOf(edge) !== "" || (toldOn(edge, AFTER) !== null && !isChangedTwin(edge)) : toldOn(edge, sideShown()) !== null);

function sheetOf(node) {
  const sheet = (toldOn(node, sideShown()) ?? toldOn(node, BEFORE) ?? toldOn(node, AFTER)).sheet;
  const kind = kindOf(node), change = state.side === CHANGES ? changeOf(node) : "";
  const sections = [...relationSections(node), ...(sheet[SECTIONS] ?? []).map(([heading, ordered, ...lines]) => section(page.texts[heading], lines.map(entryLine), ordered))];
  const aliases = node.aliases ? [["Også kaldt", [node.aliases.join(", ")]]] : [];
  return element("article", { class: "open", "data-id": node.id },
    element("h2", { tabindex: -1 }, softened(node.label)),
    element("p", { class: "kind" }, badge(node), " ", kind ? kind[NAME] : "", ...tagsOf((sheet[SORTS] ?? []).map((tag) => page.texts[tag])), ...(change ? [" ", element("b", { class: `tag ${MARKS[change]}` }, change)] : [])),
    element("p", { class: "deeds" }, ...deeds(node)),
    element("p", {}, page.texts[sheet[VALIDITY]]), ...remarksOf(sheet[ABOUT], aliases), ...cite(sheet[CITED]), ...sections.flat(),
    ...(sections.length ? [] : [element("p", { class: "hint" }, "Dokumenterne siger ikke mere om dette: ingen relationer er registreret.")]), ...notesOf(sheet[NOTES] ?? []));
}

function deeds(node) {
  const found = [element("a", { href: addressOf(node.id, { view: "near" }) }, "Vis omegnen")];
  if (isBody(node)) found.push(element("a", { href: addressOf(node.id, { view: "way", to: null }) }, "Find vejen herfra"));
  const [before, after] = page.elsewhere ?? [];
  if (page.elsewhere) found.push(element("a", { href: `${before}${node.page ?? node.id}${after}?dato=${isoOf(stop().day)}` }, "Læs svarene"));
  return found.flatMap((link, number) => (number ? [" · ", link] : [link]));
}

function relationSections(node) {
  const own = edgesOf.get(node.id).filter(isTold), found = [];
  page.types.forEach(([danish, inverse], type) => {
    const [out, into] = [own.filter((edge) => edge.type === type && edge.from === node.id), own.filter((edge) => edge.type === type && edge.to === node.id && edge.from !== node.id)];
    if (out.length) found.push(section(capital(danish), out.map((edge) => relationLine(edge, [linkTo(nodeById.get(edge.to))]))));
    if (into.length) found.push(section(capital(inverse), into.map((edge) => relationLine(edge, [linkTo(nodeById.get(edge.from))]))));
  });
  const others = own.filter((edge) => edge.from !== node.id && edge.to !== node.id);
  if (others.length) found.push(section("Andres forhold om dette", others.map((edge) => relationLine(edge, sentenceOf(edge), true))));
  return found;
}

const capital = (text) => text.slice(0, 1).toUpperCase() + text.slice(1);
const sentenceOf = (edge) => [linkTo(nodeById.get(edge.from)), ` ${page.types[edge.type][DANISH]} `, linkTo(nodeById.get(edge.to))];
const section = (heading, lines, ordered = 0) => [element("h3", {}, heading, " ", element("small", {}, `(${lines.length})`)), element(ordered ? "ol" : "ul", {}, ...lines)];

function notesOf(numbers) {
  const lines = numbers.map((number) => page.notes[number]).map(([heading, text, found, handling = -1, searched]) => element("li", {},
    element("b", {}, `${page.texts[heading]}.`), ` ${page.texts[text]}`, ...(handling >= 0 ? [" ", element("i", {}, page.texts[handling])] : []), ...cite(searched, "Søgt i"), ...cite(found)));
  return lines.length ? [element("h3", {}, "Uafklaret ", element("small", {}, `(${lines.length})`)), element("ul", { class: "notes" }, ...lines)] : [];
}

// ---- Showing it
function showSheet(id) {
  const node = nodeById.get(id);
  open = node ? sheetOf(node) : null;
  $("_sheet").replaceChildren(...(open ? [open] : []));
  $("_unknown").hidden = id === null || open !== null;
  $("_unknown-id").textContent = id ?? "";
  document.body.classList.toggle("chosen", id !== null);
  $("_panel").scrollTop = 0;
  showAbsence(node);
}

// The same sheet for another day or side: what was opened and where the reader was stays.
function refreshSheet() {
  if (!open) return;
  const opened = [...open.querySelectorAll("details")].map((found) => found.open), top = $("_panel").scrollTop;
  showSheet(open.dataset.id);
  const now = [...open.querySelectorAll("details")];
  if (now.length === opened.length) now.forEach((found, number) => { found.open = opened[number]; });
  $("_panel").scrollTop = top;
}

function showAbsence(node) {
  const absent = node !== undefined && !lives(node) && !(state.side === CHANGES && changeOf(node));
  $("_notice").hidden = !absent;
  if (!absent) return;
  const told = toldOn(node, sideShown()), there = told ? stops().findIndex((one) => livesOn(node, sideShown(), one.day)) : -1;
  $("_notice").replaceChildren(whyAbsent(told));
  if (there >= 0) {
    const button = element("button", { type: "button" }, `Vis ${stops()[there].title}`);
    button.addEventListener("click", () => moveTo(there));
    $("_notice").append(" ", button);
  }
}

function whyAbsent(told) {
  const { title } = stop();
  if (!told) return "Findes ikke på denne side af sammenligningen.";
  if (told.life[FIRST] >= told.life[GONE]) return "Dokumenterne siger ikke, hvornår det begyndte, og taler først om det, efter at det er ophørt.";
  return told.life[GONE] <= day() ? `Findes ikke længere ${title}.` : told.life[STATED] ? `Findes ikke endnu ${title}.` : `Omtales først senere end ${title}.`;
}

function focusPanel() {
  (open ?? $("_unknown")).querySelector("h2").focus({ preventScroll: true });
  if (document.documentElement.scrollHeight > innerHeight) $("_panel").scrollIntoView();
}

$("_close").addEventListener("click", () => { go(null); if (state.view === "map") $("_canvas").focus(); });
