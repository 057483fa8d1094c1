/* Written by orgraph: the date, the search and the filters of the pages. Without it every page can
be read, with its dates in words. */
"use strict";
document.documentElement.classList.add("js");
(() => {
  // words.js
  const root = document.documentElement.dataset.root || "";
  /** @type {<E extends HTMLElement = HTMLElement>(selector: string) => E | null} */
  const find = (selector) => document.querySelector(selector);
  /** @type {(selector: string, within?: ParentNode) => HTMLElement[]} */
  const all = (selector, within = document) => [...within.querySelectorAll(selector)].map(html);
  /** @type {(element: Element) => HTMLElement} */
  const html = (element) => /** @type {HTMLElement} */ (element);

  // ---- What only a script can use: search, date, and the way around a long page.
  const controls = `<div class="search" role="search">
<label for="soeg">${wording.search}</label>
<input id="soeg" type="text" role="combobox" autocomplete="off" spellcheck="false"
aria-autocomplete="list" aria-expanded="false" aria-controls="fundet">
<ul id="fundet" role="listbox" aria-label="${wording.found}" hidden></ul>
</div>
<div class="when" role="group" aria-label="${wording.dayGroup}">
<label for="dag">${wording.day}</label>
<input id="dag" type="date" min="1900-01-01" max="2199-12-31">
<button type="button" id="i-dag">${wording.today}</button>
<button type="button" id="altid" aria-pressed="true">${wording.allDays}</button>
</div>`;

  function addControls() {
    const place = find("[data-controls]");
    const main = find("main");
    if (!place || !main) return;
    // eslint-disable-next-line no-restricted-properties -- our own text, nothing of the data
    place.insertAdjacentHTML("beforeend", controls);
    /** @type {HTMLInputElement | null} */
    const field = find("#soeg");
    if (field && place.dataset.controls) field.placeholder = place.dataset.controls;
    const shown = element("p", "shown", "");
    shown.id = "vist";
    shown.setAttribute("role", "status");
    shown.hidden = true;
    main.prepend(shown);
  }

  function addContents() {
    const place = find(".beside:not(.alone)");
    const headings = place ? all("article h2[id]", place) : [];
    if (!place || headings.length < 3) return;
    const nav = element("nav", "toc", "");
    const title = element("h2", "", wording.contents);
    const list = element("ul");
    title.id = "_toc";
    nav.setAttribute("aria-labelledby", "_toc");
    for (const heading of headings) {
      const item = element("li");
      const link = element("a", "", heading.textContent);
      link.href = `#${heading.id}`;
      item.append(link);
      list.append(item);
    }
    nav.append(title, list);
    place.append(nav);
  }

  // ---- The date: chosen here, kept in the address, carried on by every link.
  /** @type {(text: string | null) => text is string} */
  const isDay = (text) => {
    if (text === null || !/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
    const found = new Date(`${text}T00:00:00Z`);
    return !Number.isNaN(found.getTime()) && found.toISOString().startsWith(text);
  };
  /** @type {(element: HTMLElement, day: string) => boolean} */
  const holds = ({ dataset: { from, to } }, day) =>
    (from === undefined || from <= day) && (to === undefined || day < to);

  function readDay() {
    const asked = new URLSearchParams(location.search).get(wording.dayParameter);
    if (asked === wording.allDaysParameter) return "";
    return isDay(asked) ? asked : document.documentElement.dataset.day || "";
  }

  /** @type {(day: string) => void} */
  function showDay(day) {
    let hidden = 0;
    for (const element of all("[data-from],[data-to]")) {
      if (element.hasAttribute("data-life")) continue;
      const gone = Boolean(day) && !holds(element, day);
      element.hidden = gone;
      if (gone && !element.closest(".n")) hidden += 1;
    }
    for (const box of all(".timed").reverse()) showEmpty(box);
    for (const rest of all(".n details")) showRest(rest);
    showLife(day);
    const shown = find("#vist");
    if (shown) {
      shown.hidden = !day;
      const rest = hidden ? ` ${formatCount(counts.hidden, { count: hidden })}` : "";
      shown.textContent = day ? format(wording.shown, { day: spelled(day) }) + rest : "";
    }
    /** @type {HTMLInputElement | null} */
    const field = find("#dag");
    if (field) field.value = day;
    find("#altid")?.setAttribute("aria-pressed", String(!day));
    find("#i-dag")?.setAttribute("aria-pressed", String(day === today()));
    carry(day);
  }

  // What has only hidden parts says so where it can, and is itself hidden where it cannot.
  /** @type {(box: HTMLElement) => void} */
  function showEmpty(box) {
    const parts = all("[data-from],[data-to]", box);
    const bare = all("li", box).some(
      (item) => !item.matches("[data-from],[data-to]") && !item.closest("[hidden]"),
    );
    const empty =
      parts.length > 0 &&
      parts.every(
        (part) =>
          part.hidden || (part.closest("[hidden]") !== null && part.closest("[hidden]") !== box),
      );
    const words = wordsFor(box);
    box.querySelector(":scope>.nothing")?.remove();
    if (words && empty && !bare) box.append(element("p", "silence nothing", words));
    else if (!words) box.hidden = empty && !bare;
  }

  /** @type {(box: HTMLElement) => string} */
  function wordsFor(box) {
    if (box.matches(".near")) return wording.nothingNear;
    const first =
      box.matches(".told>.timed") && box.querySelector(":scope>.period>h3")?.textContent;
    if (!first) return "";
    return format(wording.noAnswer, { period: first[0].toLowerCase() + first.slice(1) });
  }

  /**
   * @template {keyof HTMLElementTagNameMap} N
   * @param {N} tag
   * @param {string} className
   * @param {string} text
   */
  function element(tag, className = "", text = "") {
    const made = document.createElement(tag);
    if (className) made.className = className;
    if (text) made.textContent = text;
    return made;
  }

  // A thing that does not exist on the day says so under its name.
  /** @type {(day: string) => void} */
  function showLife(day) {
    const life = find("[data-life]");
    find("#uden-for")?.remove();
    if (!life || !day || holds(life, day)) return;
    const heading = life.querySelector("h1");
    const gone = format(wording.notAlive, { name: heading?.textContent ?? "" });
    const words = element("p", "silence", gone);
    words.id = "uden-for";
    (life.querySelector(".lede") ?? heading)?.after(words);
  }

  // What is folded away in a picture is counted anew, and gone when nothing of it holds.
  /** @type {(rest: HTMLElement) => void} */
  function showRest(rest) {
    const count = all("li", rest).filter((item) => !item.hidden).length;
    rest.hidden = !count;
    const summary = rest.querySelector("summary");
    if (summary) summary.textContent = formatCount(counts.others, { count });
  }

  /** @type {(day: string) => void} */
  function carry(day) {
    const always = document.documentElement.dataset.day ? wording.allDaysParameter : "";
    const word = day || always;
    for (const link of all("a[href]")) {
      const [path, anchor] = (link.getAttribute("href") ?? "").split("#");
      const bare = path.split("?")[0];
      if (bare.endsWith(wording.mapPage)) {
        link.setAttribute("href", bare + onMap((link.dataset.place ??= anchor ?? ""), day));
      } else if (bare.endsWith(".html")) {
        const asked = word ? `?${wording.dayParameter}=${word}` : "";
        link.setAttribute("href", bare + asked + (anchor === undefined ? "" : `#${anchor}`));
      }
    }
  }

  // The map keeps its day behind the id; without a chosen one it is shown as its link says.
  /** @type {(place: string, day: string) => string} */
  const onMap = (place, day) =>
    day ? `#${place.split("?")[0]}?${wording.mapDayParameter}=${day}` : place && `#${place}`;

  /** @type {(day: string) => void} */
  function chooseDay(day) {
    const address = new URL(location.href);
    const asked = address.searchParams;
    if (day) asked.set(wording.dayParameter, day);
    else if (!document.documentElement.dataset.day) asked.delete(wording.dayParameter);
    else asked.set(wording.dayParameter, wording.allDaysParameter);
    history.replaceState(null, "", address);
    showDay(day);
  }

  function today() {
    const now = new Date();
    const [month, date] = [now.getMonth() + 1, now.getDate()];
    return [now.getFullYear(), month, date].map((part) => String(part).padStart(2, "0")).join("-");
  }

  // danish.js
  // stem.js

  // ---- Search: the index is a script of its own, loaded when the field is first used.
  const most = 10;
  const mostOnPage = 200;
  /** @type {Index | null} */
  let index = null;
  /** @type {Promise<unknown> | null} */
  let loading = null;
  window.orgraphIndex = (found) => {
    index = found;
    for (const row of found.rows) {
      row.folded = [row[2], ...row[3]].map(fold);
      row.codes = [row[2], ...row[3]].map(foldCode);
    }
    for (const text of found.texts) text.folded = fold(text[1]);
  };

  function load() {
    loading ??= new Promise((done) => {
      const script = element("script");
      script.src = `${root}${wording.searchIndex}`;
      script.onload = script.onerror = done;
      document.head.append(script);
    });
    return loading;
  }

  // Whole words count more than parts of compounds, short texts more than long ones.
  /** @type {(text: string, words: Asked[]) => number} */
  function score(text, words) {
    let found = 0;
    for (const word of words) {
      if (!word.held(text)) return 0;
      const starts = word.begins.test(text);
      if (!starts && word.length < 3) return 0;
      found += starts ? 1 : 0.5;
    }
    return found / words.length + found / (words.length + 4 * (text.match(/\S+/g) || []).length);
  }

  // A word with what tells whether a folded text holds it, and whether one of its words begins so;
  // the end of a number is the word's own.
  /** @type {(text: string) => Asked} */
  function wordOf(text) {
    const ending = /\p{Nd}$/u.test(text) ? "(?!\\p{Nd})" : "";
    return {
      length: text.length,
      held: holding(text),
      begins: new RegExp(`(?<![\\p{L}\\p{N}])${text}${ending}`, "u"),
    };
  }

  /** @type {(asked: string) => Hit[]} */
  function search(asked) {
    const words = fold(asked)
      .split(/[^\p{L}\p{N}]+/u)
      .filter(Boolean)
      .map(stem)
      .filter(Boolean);
    if (!words.length || !index) return [];
    const whole = fold(asked);
    const code = foldCode(asked);
    const strict = matches(index, words, whole, code, (text) => text);
    if (strict.length) return strict;
    return matches(index, words.map(loosen), loosen(whole), code, loosen);
  }

  // A whole name comes before every part of one; then names, other names, what is unsettled,
  // quotations.
  /** @type {(found: Index, asked: string[], whole: string, code: string, form: Form) => Hit[]} */
  function matches(found, asked, whole, code, form) {
    const words = asked.map(wordOf);
    const day = readDay();
    /** @type {Map<number | string, Hit>} */
    const best = new Map();
    /** @type {(key: number | string, hit: Hit) => void} */
    const keep = (key, hit) => {
      const before = best.get(key);
      if (!before || before.score < hit.score) best.set(key, hit);
    };
    found.rows.forEach((row, number) => {
      row.folded.forEach((text, place) => {
        const points =
          score(form(text), words) * (place ? 6 : 8) +
          (form(text) === whole || row.codes[place] === code ? 20 : 0);
        const alive = day && (row[4] > day || (row[5] && row[5] <= day)) ? 0 : 0.5;
        if (points) {
          keep(number, {
            score: points + alive,
            address: `${wording.things}${row[1]}.html`,
            name: row[2],
            more: [found.kinds[row[0]] || "", place ? row[3][place - 1] : ""]
              .filter(Boolean)
              .join(" · "),
          });
        }
      });
    });
    found.texts.forEach((text, number) => {
      const points = score(form(text.folded), words) * (text[0] < 0 ? 2 : 1);
      const about = text[0] < 0 ? "" : found.rows[text[0]][2];
      if (points) {
        keep(text[0] < 0 || !best.has(text[0]) ? `t${number}` : text[0], {
          score: points,
          address: text[2],
          name: text[1],
          more: about ? format(wording.quotationAbout, { name: about }) : wording.unsettled,
        });
      }
    });
    return [...best.values()].sort(
      (one, other) =>
        other.score - one.score ||
        one.name.localeCompare(other.name, document.documentElement.lang),
    );
  }

  function prepareSearch() {
    /** @type {HTMLInputElement | null} */
    const field = find("#soeg");
    const list = find("#fundet");
    if (field && list) searchIn(field, list);
  }

  /** @type {(field: HTMLInputElement, list: HTMLElement) => void} */
  function searchIn(field, list) {
    /** @type {Hit[]} */
    let hits = [];
    let active = -1;
    let turn = 0;
    const close = () => {
      list.hidden = true;
      active = -1;
      field.setAttribute("aria-expanded", "false");
      field.removeAttribute("aria-activedescendant");
    };
    /** @type {(hit: Hit) => string} */
    const address = (hit) => {
      const [path, anchor] = hit.address.split("#");
      return root + path + location.search + (anchor ? `#${anchor}` : "");
    };
    /** @type {(hit: Hit) => void} */
    const goTo = (hit) => {
      location.href = address(hit);
    };
    const everything = () => {
      const query = new URLSearchParams(location.search);
      query.set("q", field.value);
      location.href = `${root}${wording.searchPage}?${query}`;
    };

    async function update() {
      const mine = ++turn;
      await load();
      if (mine !== turn) return;
      const found = search(field.value);
      hits = found.slice(0, most);
      active = -1;
      list.replaceChildren(...hits.map(option));
      if (found.length > most) {
        list.append(entry(format(wording.allFound, { count: found.length }), "", most));
      }
      if (!found.length && field.value.trim()) list.append(nothing(field.value));
      list.hidden = !field.value.trim();
      field.setAttribute("aria-expanded", String(!list.hidden));
    }

    /** @type {(hit: Hit, number: number) => HTMLElement} */
    function option(hit, number) {
      return entry(hit.name, hit.more, number);
    }

    /** @type {(text: string, more: string, number: number) => HTMLElement} */
    function entry(text, more, number) {
      const item = element("li");
      item.id = `fund-${number}`;
      item.setAttribute("role", "option");
      item.setAttribute("aria-selected", "false");
      item.append(text.length > 160 ? `${text.slice(0, 160)}…` : text);
      if (more) item.append(element("small", "", more));
      item.addEventListener("mousedown", (event) => event.preventDefault());
      item.addEventListener("click", () =>
        number < most && hits[number] ? goTo(hits[number]) : everything(),
      );
      return item;
    }

    /** @type {(asked: string) => HTMLElement} */
    function nothing(asked) {
      const item = element("li", "none");
      item.setAttribute("role", "option");
      item.setAttribute("aria-disabled", "true");
      item.setAttribute("aria-selected", "false");
      item.textContent = index
        ? format(wording.noneFound, { asked: asked.trim() })
        : wording.noIndex;
      return item;
    }

    /** @type {(step: number) => void} */
    function move(step) {
      const options = all("[role=option]:not(.none)", list);
      if (!options.length) return;
      active = active < 0 && step < 0 ? options.length - 1 : active + step;
      active = (active + options.length) % options.length;
      options.forEach((found, number) =>
        found.setAttribute("aria-selected", String(number === active)),
      );
      field.setAttribute("aria-activedescendant", options[active].id);
      options[active].scrollIntoView({ block: "nearest" });
    }

    field.addEventListener("focus", load);
    field.addEventListener("input", update);
    field.addEventListener("blur", close);
    field.addEventListener("keydown", (event) => {
      if (event.key === "ArrowDown" || event.key === "ArrowUp") {
        event.preventDefault();
        if (list.hidden) update();
        else move(event.key === "ArrowDown" ? 1 : -1);
      } else if (event.key === "Escape") {
        close();
      } else if (event.key === "Enter" && field.value.trim()) {
        event.preventDefault();
        if (active >= 0 && hits[active]) goTo(hits[active]);
        else everything();
      }
    });
  }

  // ---- The page of all hits
  async function listHits() {
    const place = find("#alle-fund");
    const number = find("#antal");
    /** @type {HTMLInputElement | null} */
    const field = find("#soeg");
    const asked = new URLSearchParams(location.search).get("q") || "";
    if (!place || !number || !field) return;
    field.value = asked;
    if (!asked) {
      field.focus();
      return;
    }
    await load();
    const found = search(asked);
    const template = found.length > mostOnPage ? wording.foundFirst : wording.foundCount;
    number.textContent = format(found.length ? template : wording.noneFoundAtAll, {
      count: found.length,
      asked,
      shown: mostOnPage,
    });
    place.replaceChildren(
      ...found.slice(0, mostOnPage).map((hit) => {
        const item = element("li");
        const link = element("a", "", hit.name);
        link.href = root + hit.address;
        item.append(link, element("small", "", hit.more));
        return item;
      }),
    );
    carry(readDay());
  }

  // ---- Filters of long lists
  function prepareFilter() {
    /** @type {HTMLInputElement | null} */
    const field = find("#filter");
    if (!field?.dataset.filter) return;
    const rows = all(field.dataset.filter).map((row) => ({ row, text: fold(row.textContent) }));
    const sections = all("main section");
    field.addEventListener("input", () => {
      const words = fold(field.value).split(" ").filter(Boolean).map(holding);
      for (const { row, text } of rows) {
        row.classList.toggle("filtered", !words.every((held) => held(text)));
      }
      for (const section of sections) {
        const left = rows.some(
          ({ row }) => section.contains(row) && !row.classList.contains("filtered"),
        );
        section.classList.toggle("filtered", words.length > 0 && !left);
      }
    });
  }

  // On a narrow screen the menu is longer than the page is broad: what is current in it is in
  // sight.
  function showMenu() {
    const current = find(".top nav [aria-current]");
    const menu = current?.closest("nav");
    if (!current || !menu) return;
    menu.scrollLeft = current.offsetLeft - (menu.clientWidth - current.offsetWidth) / 2;
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
    /** @type {HTMLInputElement | null} */
    const field = find("#dag");
    field?.addEventListener("change", () => {
      if (!field.value || isDay(field.value)) chooseDay(field.value);
    });
    find("#i-dag")?.addEventListener("click", () => chooseDay(today()));
    find("#altid")?.addEventListener("click", () => chooseDay(""));
    prepareSearch();
    prepareFilter();
    listHits();
    showMenu();
    openTarget();
    addEventListener("hashchange", openTarget);
    addEventListener("beforeprint", () => {
      for (const found of document.querySelectorAll("details")) found.open = true;
    });
  });
  window.orgraphWords = { fold, foldCode, holding, loosen, stem };
})();
