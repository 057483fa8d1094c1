/* Written by orgraph: the date, the search and the filters of the pages. Without it every page can be read, with its dates in words. */
"use strict";
document.documentElement.classList.add("js");
(() => {
const root = document.documentElement.dataset.root || "";
const months = ["januar", "februar", "marts", "april", "maj", "juni", "juli", "august", "september", "oktober", "november", "december"];
const find = selector => document.querySelector(selector);
const all = (selector, within = document) => [...within.querySelectorAll(selector)];
const spelled = day => `${Number(day.slice(8))}. ${months[Number(day.slice(5, 7)) - 1]} ${day.slice(0, 4)}`;

// ---- What only a script can use: search, date, and the way around a long page.
const controls = `<div class="search" role="search">
<label for="soeg">Søg i alt</label>
<input id="soeg" type="text" role="combobox" autocomplete="off" spellcheck="false" aria-autocomplete="list" aria-expanded="false" aria-controls="fundet">
<ul id="fundet" role="listbox" aria-label="Fundet" hidden></ul>
</div>
<div class="when" role="group" aria-label="Vis, hvad der gælder på en dag">
<label for="dag">Vis, hvad der gælder</label>
<input id="dag" type="date" min="1900-01-01" max="2199-12-31">
<button type="button" id="i-dag">I dag</button>
<button type="button" id="altid" aria-pressed="true">Alle tider</button>
</div>`;

function addControls() {
  const place = find("[data-controls]");
  place.insertAdjacentHTML("beforeend", controls);
  if (place.dataset.controls) find("#soeg").placeholder = place.dataset.controls;
  find("main").insertAdjacentHTML("afterbegin", '<p class="shown" id="vist" role="status" hidden></p>');
}

function addContents() {
  const place = find(".beside:not(.alone)"), headings = place ? all("article h2[id]", place) : [];
  if (headings.length < 3) return;
  const nav = element("nav", "toc", ""), title = element("h2", "", "På denne side"), list = document.createElement("ul");
  title.id = "_toc";
  nav.setAttribute("aria-labelledby", "_toc");
  for (const heading of headings) {
    const item = document.createElement("li"), link = element("a", "", heading.textContent);
    link.href = `#${heading.id}`;
    item.append(link);
    list.append(item);
  }
  nav.append(title, list);
  place.append(nav);
}

// ---- The date: chosen here, kept in the address, carried on by every link.
const isDay = text => {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text || "")) return false;
  const found = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(text);
};
const holds = (element, day) => !(element.dataset.from > day) && !(element.dataset.to <= day);

function readDay() {
  const asked = new URLSearchParams(location.search).get("dato");
  if (asked === "alle") return "";
  return isDay(asked) ? asked : document.documentElement.dataset.day || "";
}

function showDay(day) {
  let hidden = 0;
  for (const element of all("[data-from],[data-to]")) {
    if (element.hasAttribute("data-life")) continue;
    const gone = Boolean(day) && !holds(element, day);
    element.hidden = gone;
    hidden += gone && !element.closest(".n");
  }
  for (const box of all(".timed").reverse()) showEmpty(box);
  for (const rest of all(".n details")) showRest(rest);
  showLife(day);
  const shown = find("#vist");
  if (shown) {
    shown.hidden = !day;
    shown.textContent = day ? `Viser, hvad der gælder ${spelled(day)}.${hidden ? ` ${hidden} ${hidden === 1 ? "linje, der gælder andre dage, er skjult" : "linjer, der gælder andre dage, er skjult"}.` : ""}` : "";
  }
  const field = find("#dag");
  if (field) field.value = day;
  find("#altid")?.setAttribute("aria-pressed", String(!day));
  find("#i-dag")?.setAttribute("aria-pressed", String(day === today()));
  carry(day);
}

// What has only hidden parts says so where it can, and is itself hidden where it cannot.
function showEmpty(box) {
  const parts = all("[data-from],[data-to]", box);
  const bare = all("li", box).some(item => !item.matches("[data-from],[data-to]") && !item.closest("[hidden]"));
  const empty = parts.length > 0 && parts.every(part => part.hidden || part.closest("[hidden]") !== null && part.closest("[hidden]") !== box);
  const words = wordsFor(box);
  box.querySelector(":scope>.nothing")?.remove();
  if (words && empty && !bare) box.append(element("p", "silence nothing", words));
  else if (!words) box.hidden = empty && !bare;
}

function wordsFor(box) {
  if (box.matches(".near")) return "På den valgte dag er intet forhold kendt.";
  const first = box.matches(".told>.timed") && box.querySelector(":scope>.period>h3")?.textContent;
  return first ? `På den valgte dag er der intet svar. Det første gælder ${first[0].toLowerCase()}${first.slice(1)}.` : "";
}

function element(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

// A thing that does not exist on the day says so under its name.
function showLife(day) {
  const life = find("[data-life]");
  find("#uden-for")?.remove();
  if (!life || !day || holds(life, day)) return;
  const words = element("p", "silence", `${life.querySelector("h1").textContent} findes ikke på den valgte dag. Svarene herunder gælder andre dage.`);
  words.id = "uden-for";
  (life.querySelector(".lede") || life.querySelector("h1")).after(words);
}

// What is folded away in a picture is counted anew, and gone when nothing of it holds.
function showRest(rest) {
  const count = all("li", rest).filter(item => !item.hidden).length;
  rest.hidden = !count;
  rest.querySelector("summary").textContent = `… og ${count} ${count === 1 ? "anden" : "andre"}`;
}

function carry(day) {
  const word = day ? day : document.documentElement.dataset.day ? "alle" : "";
  for (const link of all("a[href]")) {
    const [path, anchor] = link.getAttribute("href").split("#");
    const bare = path.split("?")[0];
    if (bare.endsWith("kort.html")) link.setAttribute("href", bare + onMap(link.dataset.place ??= anchor ?? "", day));
    else if (bare.endsWith(".html")) link.setAttribute("href", bare + (word ? `?dato=${word}` : "") + (anchor === undefined ? "" : `#${anchor}`));
  }
}

// The map keeps its day behind the id; without a chosen one it is shown as its link says.
const onMap = (place, day) => day ? `#${place.split("?")[0]}?dag=${day}` : place && `#${place}`;

function chooseDay(day) {
  const address = new URL(location.href);
  if (day) address.searchParams.set("dato", day);
  else if (document.documentElement.dataset.day) address.searchParams.set("dato", "alle");
  else address.searchParams.delete("dato");
  history.replaceState(null, "", address);
  showDay(day);
}

function today() {
  const now = new Date();
  return `${now.getFullYear()}-${String(now.getMonth() + 1).padStart(2, "0")}-${String(now.getDate()).padStart(2, "0")}`;
}

// ---- Danish words: folded as the program folds them, and without their endings (the Snowball stemmer for Danish).
const letters = {å: "aa", æ: "ae", ø: "oe", é: "e", ü: "u", ö: "oe", ä: "ae", _: " ", "\u00ad": "", "–": "-", "’": "'"};
const fold = text => text.normalize("NFC").toLowerCase().replace(/[åæøéüöä_\u00ad–’]/g, letter => letters[letter]).split(/\s+/).filter(Boolean).join(" ");
const loosen = folded => folded.replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o");
const endings = "erendes erende hedens ethed erede heden heder endes ernes erens erets ered ende erne eren erer heds enes eres eret hed ene ere ens ers ets en er es et e".split(" ");
const vowel = /[aeiouyæåø]/;

function stem(word) {
  if (word.length < 3) return word;
  const start = region(word);
  word = dropEnding(word, start);
  word = dropPair(word, start);
  if (word.endsWith("igst")) word = word.slice(0, -2);
  word = dropLast(word, start);
  return undouble(word, start);
}

function region(word) {
  for (let at = 0, seen = false; at < word.length; at++) {
    if (vowel.test(word[at])) seen = true;
    else if (seen) return Math.max(at + 1, 3);
  }
  return word.length;
}

function dropEnding(word, start) {
  const ending = endings.find(found => word.endsWith(found) && word.length - found.length >= start);
  if (ending) return word.slice(0, -ending.length);
  const before = word[word.length - 2];
  return word.endsWith("s") && word.length - 1 >= start && /[abcdfghjklmnoprtvyzå]/.test(before || "") ? word.slice(0, -1) : word;
}

const dropPair = (word, start) => /(gd|dt|gt|kt)$/.test(word) && word.length - 2 >= start ? word.slice(0, -1) : word;

function dropLast(word, start) {
  if (word.endsWith("løst") && word.length - 4 >= start) return word.slice(0, -1);
  const ending = ["elig", "els", "lig", "ig"].find(found => word.endsWith(found) && word.length - found.length >= start);
  return ending ? dropPair(word.slice(0, -ending.length), start) : word;
}

function undouble(word, start) {
  const last = word[word.length - 1];
  return word.length - 1 >= start && last === word[word.length - 2] && !vowel.test(last) ? word.slice(0, -1) : word;
}

// ---- Search: the index is a script of its own, loaded when the field is first used.
const most = 10, mostOnPage = 200;
let index = null, loading = null;
window.orgraphIndex = found => {
  index = found;
  for (const row of index.rows) row.folded = [row[2], ...row[3]].map(fold);
  for (const text of index.texts) text.folded = fold(text[1]);
};

function load() {
  loading ??= new Promise(done => {
    const script = document.createElement("script");
    script.src = `${root}a/soeg-data.js`;
    script.onload = script.onerror = done;
    document.head.append(script);
  });
  return loading;
}

// Whole words count more than parts of compounds, short texts more than long ones.
function score(text, words) {
  let found = 0;
  for (const word of words) {
    const at = text.indexOf(word);
    if (at < 0) return 0;
    const starts = at === 0 || new RegExp(`(^|[^\\p{L}\\p{N}])${word.replace(/[^\p{L}\p{N} ]/gu, "\\$&")}`, "u").test(text);
    if (!starts && word.length < 3) return 0;
    found += starts ? 1 : 0.5;
  }
  return found / words.length + found / (words.length + 4 * (text.match(/\S+/g) || []).length);
}

function search(asked) {
  const words = fold(asked.toLowerCase().split(/[^\p{L}\p{N}]+/u).map(stem).join(" ")).split(" ").filter(Boolean);
  if (!words.length || !index) return [];
  const whole = fold(asked);
  const strict = matches(words, whole, text => text);
  return strict.length ? strict : matches(words.map(loosen), loosen(whole), loosen);
}

// A whole name comes before every part of one; then names, other names, what is unsettled, quotations.
function matches(words, whole, form) {
  const day = readDay() || "", best = new Map();
  const keep = (key, hit) => { if (!best.has(key) || best.get(key).score < hit.score) best.set(key, hit); };
  index.rows.forEach((row, number) => {
    row.folded.forEach((text, place) => {
      const points = score(form(text), words) * (place ? 6 : 8) + (form(text) === whole ? 20 : 0);
      const alive = day && (row[4] > day || row[5] && row[5] <= day) ? 0 : 0.5;
      if (points) keep(number, {score: points + alive, address: `ting/${row[1]}.html`, name: row[2], more: [index.kinds[row[0]] || "", place ? row[3][place - 1] : ""].filter(Boolean).join(" · ")});
    });
  });
  index.texts.forEach((text, number) => {
    const points = score(form(text.folded), words) * (text[0] < 0 ? 2 : 1);
    const about = text[0] < 0 ? "" : index.rows[text[0]][2];
    if (points) keep(text[0] < 0 || !best.has(text[0]) ? `t${number}` : text[0], {score: points, address: text[2], name: text[1], more: about ? `Citat om ${about}` : "Uafklaret"});
  });
  return [...best.values()].sort((one, other) => other.score - one.score || one.name.localeCompare(other.name, "da"));
}

function prepareSearch() {
  const field = find("#soeg"), list = find("#fundet");
  if (!field) return;
  let hits = [], active = -1, turn = 0;
  const close = () => { list.hidden = true; active = -1; field.setAttribute("aria-expanded", "false"); field.removeAttribute("aria-activedescendant"); };
  const address = hit => { const [path, anchor] = hit.address.split("#"); return root + path + location.search + (anchor ? `#${anchor}` : ""); };
  const goTo = hit => { location.href = address(hit); };
  const everything = () => { const query = new URLSearchParams(location.search); query.set("q", field.value); location.href = `${root}soeg.html?${query}`; };

  async function update() {
    const mine = ++turn;
    await load();
    if (mine !== turn) return;
    const found = search(field.value);
    hits = found.slice(0, most);
    active = -1;
    list.replaceChildren(...hits.map(option));
    if (found.length > most) list.append(entry(`Vis alle ${found.length} fund`, "", most));
    if (!found.length && field.value.trim()) list.append(nothing(field.value));
    list.hidden = !field.value.trim();
    field.setAttribute("aria-expanded", String(!list.hidden));
  }

  function option(hit, number) { return entry(hit.name, hit.more, number); }

  function entry(text, more, number) {
    const item = document.createElement("li");
    item.id = `fund-${number}`;
    item.setAttribute("role", "option");
    item.setAttribute("aria-selected", "false");
    item.append(text.length > 160 ? `${text.slice(0, 160)}…` : text);
    if (more) { const small = document.createElement("small"); small.textContent = more; item.append(small); }
    item.addEventListener("mousedown", event => event.preventDefault());
    item.addEventListener("click", () => number < most && hits[number] ? goTo(hits[number]) : everything());
    return item;
  }

  function nothing(asked) {
    const item = document.createElement("li");
    item.className = "none";
    item.setAttribute("role", "option");
    item.setAttribute("aria-disabled", "true");
    item.setAttribute("aria-selected", "false");
    item.textContent = index ? `Intet fundet for »${asked.trim()}«. Prøv en del af ordet.` : "Søgning virker ikke her: filen a/soeg-data.js mangler.";
    return item;
  }

  function move(step) {
    const options = all("[role=option]:not(.none)", list);
    if (!options.length) return;
    active = (active + step + options.length) % options.length;
    options.forEach((found, number) => found.setAttribute("aria-selected", String(number === active)));
    field.setAttribute("aria-activedescendant", options[active].id);
    options[active].scrollIntoView({block: "nearest"});
  }

  field.addEventListener("focus", load);
  field.addEventListener("input", update);
  field.addEventListener("blur", close);
  field.addEventListener("keydown", event => {
    if (event.key === "ArrowDown" || event.key === "ArrowUp") { event.preventDefault(); if (list.hidden) update(); else move(event.key === "ArrowDown" ? 1 : -1); }
    else if (event.key === "Escape") { close(); }
    else if (event.key === "Enter" && field.value.trim()) { event.preventDefault(); if (active >= 0 && hits[active]) goTo(hits[active]); else everything(); }
  });
}

// ---- The page of all hits
async function listHits() {
  const place = find("#alle-fund"), asked = new URLSearchParams(location.search).get("q") || "";
  if (!place) return;
  find("#soeg").value = asked;
  if (!asked) { find("#soeg").focus(); return; }
  await load();
  const found = search(asked);
  const count = found.length > mostOnPage ? `${found.length} fund for »${asked}«; de første ${mostOnPage} vises.` : `${found.length} fund for »${asked}«`;
  find("#antal").textContent = found.length ? count : `Intet fundet for »${asked}«. Prøv en del af ordet, eller et andet ord.`;
  place.replaceChildren(...found.slice(0, mostOnPage).map(hit => {
    const item = document.createElement("li"), link = document.createElement("a"), small = document.createElement("small");
    link.href = root + hit.address;
    link.textContent = hit.name;
    small.textContent = hit.more;
    item.append(link, small);
    return item;
  }));
  carry(readDay());
}

// ---- Filters of long lists
function prepareFilter() {
  const field = find("#filter");
  if (!field) return;
  const rows = all(field.dataset.filter).map(row => [row, fold(row.textContent)]);
  const sections = all("main section");
  field.addEventListener("input", () => {
    const words = fold(field.value).split(" ").filter(Boolean);
    for (const [row, text] of rows) row.classList.toggle("filtered", !words.every(word => text.includes(word)));
    for (const section of sections) section.classList.toggle("filtered", words.length > 0 && !rows.some(([row]) => section.contains(row) && !row.classList.contains("filtered")));
  });
}

// On a narrow screen the menu is longer than the page is broad: what is current in it is in sight.
function showMenu() {
  const current = find(".top nav [aria-current]"), menu = current?.closest("nav");
  if (menu) menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
}

// Who comes to a line of a document wants to see what rests on it.
function openTarget() {
  const line = location.hash.startsWith("#l") && document.getElementById(location.hash.slice(1));
  const found = line && line.querySelector("details");
  if (found) found.open = true;
}

document.addEventListener("DOMContentLoaded", () => {
  addControls();
  addContents();
  showDay(readDay());
  find("#dag")?.addEventListener("change", event => { if (!event.target.value || isDay(event.target.value)) chooseDay(event.target.value); });
  find("#i-dag")?.addEventListener("click", () => chooseDay(today()));
  find("#altid")?.addEventListener("click", () => chooseDay(""));
  prepareSearch();
  prepareFilter();
  listHits();
  showMenu();
  openTarget();
  addEventListener("hashchange", openTarget);
  addEventListener("beforeprint", () => all("details").forEach(found => { found.open = true; }));
});
window.orgraphWords = {fold, loosen, stem};
})();
