// Search fields: ARIA 1.2 comboboxes over names and aliases; æ/ae, ø/oe and å/aa are one.
const FOLDED = { å: "aa", æ: "ae", ø: "oe", é: "e", ü: "u", ö: "oe", ä: "ae", _: " ", "\u00ad": "", "–": "-", "’": "'" };
const fold = (text) => [...text.normalize("NFC").toLowerCase()].map((letter) => FOLDED[letter] ?? letter).join("").split(/\s+/).filter(Boolean).join(" ");
const loosen = (folded) => folded.replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o");
const MOST = 12;

let folded = null;
function names() {
  folded ??= nodes.map((node) => {
    const all = [node.label, ...(node.aliases ?? [])].map(fold);
    return { node, all, folded: `${all.join(" | ")} | ${fold(node.id)}` };
  });
  return folded;
}

function search(text, accept) {
  const wanted = fold(text);
  if (!wanted) return [];
  const strict = matches(wanted, (found) => found, accept);
  return (strict.length ? strict : matches(loosen(wanted), loosen, accept)).slice(0, MOST);
}

function matches(wanted, shape, accept) {
  const words = wanted.split(" ");
  const fitting = names().filter((name) => { const shaped = shape(name.folded); return accept(name.node) && words.every((word) => shaped.includes(word)); });
  const keyed = fitting.map((name) => ({ name, key: rank(name, wanted, shape) }));
  return keyed.sort((one, other) => one.key - other.key || one.name.node.label.length - other.name.node.label.length || one.name.node.place - other.name.node.place).map(({ name }) => name.node);
}

function rank({ node, all }, wanted, shape) {
  const shaped = all.map(shape);
  const fit = shaped.includes(wanted) ? 0 : shaped[0].startsWith(wanted) ? 1 : shaped.some((name) => ` ${name}`.includes(` ${wanted}`)) ? 2 : 3;
  return fit * 4 + (isBody(node) ? 0 : 2) + (lives(node) ? 0 : 1);
}

// `kept`: what the field says when nobody is writing in it.
function combobox(id, { accept = () => true, onPick, kept = () => "" }) {
  const [input, list, none] = [$(id), $(`${id}-found`), $(`${id}-none`)];
  let found = [], active = -1;

  function show() {
    list.replaceChildren(...found.map((node, number) => {
      const kind = kindOf(node);
      const option = element("li", { id: `${id}-${number}`, role: "option", "aria-selected": String(number === active) }, badge(node), element("span", {}, node.label), element("small", {}, kind ? kind[NAME] : ""));
      option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(number); });
      return option;
    }));
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", found.length > 0);
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    none.textContent = input.value.trim() && !found.length && document.activeElement === input && input.value !== kept() ? "Intet navn passer. Prøv en kortere del af navnet." : "";
  }

  function pick(number) {
    const node = found[number];
    close();
    if (node) onPick(node);
    input.value = kept();
  }

  function close() {
    found = [];
    active = -1;
    show();
    none.textContent = "";
  }

  function look() {
    found = input.value === kept() ? [] : search(input.value, accept);
    active = -1;
    show();
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => { input.select(); look(); });
  input.addEventListener("blur", () => { close(); input.value = kept(); });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
    else if (event.key === "ArrowUp" && found.length) active = active <= 0 ? found.length - 1 : active - 1;
    else if (event.key === "Enter") { event.preventDefault(); if (found.length) pick(Math.max(active, 0)); return; }
    else if (event.key === "Escape") { input.value = kept(); close(); return; }
    else return;
    event.preventDefault();
    show();
  });
}

combobox("_search", { onPick: (node) => { go(node.id); focusPanel(); } });
