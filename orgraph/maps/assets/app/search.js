// The search field: an ARIA 1.2 combobox over names and aliases; æ/ae, ø/oe and å/aa are one.
const FOLDED = { å: "aa", æ: "ae", ø: "oe", é: "e", ü: "u", ö: "oe", ä: "ae", _: " ", "\u00ad": "", "–": "-", "’": "'" };
const fold = (text) => [...text.normalize("NFC").toLowerCase()].map((letter) => FOLDED[letter] ?? letter).join("").split(/\s+/).filter(Boolean).join(" ");
const loosen = (folded) => folded.replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o");
const MOST = 12;

const names = nodes.map((node) => {
  const all = [node.label, ...(node.aliases ?? [])].map(fold);
  return { node, all, folded: `${all.join(" | ")} | ${fold(node.id)}` };
});
let found = [], active = -1;

function search(text) {
  const wanted = fold(text);
  if (!wanted) return [];
  const strict = matches(wanted, (folded) => folded);
  return (strict.length ? strict : matches(loosen(wanted), loosen)).slice(0, MOST);
}

function matches(wanted, shape) {
  const words = wanted.split(" ");
  const fitting = names.filter(({ folded }) => { const shaped = shape(folded); return words.every((word) => shaped.includes(word)); });
  const keyed = fitting.map((name) => ({ name, key: rank(name, wanted, shape) }));
  return keyed.sort((one, other) => one.key - other.key || one.name.node.label.length - other.name.node.label.length || one.name.node.place - other.name.node.place).map(({ name }) => name.node);
}

function rank({ node, all }, wanted, shape) {
  const shaped = all.map(shape);
  const fit = shaped.includes(wanted) ? 0 : shaped[0].startsWith(wanted) ? 1 : shaped.some((name) => ` ${name}`.includes(` ${wanted}`)) ? 2 : 3;
  return fit * 4 + (isBody(node) ? 0 : 2) + (lives(node) ? 0 : 1);
}

function showFound() {
  const list = $("_found"), input = $("_search");
  list.replaceChildren(...found.map((node, number) => {
    const kind = kindOf(node);
    const option = element("li", { id: `_option${number}`, role: "option", "aria-selected": number === active }, badge(node), element("span", {}, node.label), element("small", {}, kind ? kind[NAME] : ""));
    option.addEventListener("pointerdown", (event) => { event.preventDefault(); pick(number); });
    return option;
  }));
  list.hidden = !found.length;
  input.setAttribute("aria-expanded", found.length > 0);
  if (active >= 0) input.setAttribute("aria-activedescendant", `_option${active}`);
  else input.removeAttribute("aria-activedescendant");
  list.children[active]?.scrollIntoView({ block: "nearest" });
  $("_none").textContent = input.value.trim() && !found.length && document.activeElement === input ? "Intet navn passer. Prøv en kortere del af navnet." : "";
}

function pick(number) {
  const node = found[number];
  closeSearch();
  $("_search").value = "";
  if (node) {
    go(node.id);
    focusPanel();
  }
}

function closeSearch() {
  found = [];
  active = -1;
  showFound();
  $("_none").textContent = "";
}

$("_search").addEventListener("input", () => { found = search($("_search").value); active = -1; showFound(); });
$("_search").addEventListener("focus", () => { found = search($("_search").value); showFound(); });
$("_search").addEventListener("blur", closeSearch);
$("_search").addEventListener("keydown", (event) => {
  if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
  else if (event.key === "ArrowUp" && found.length) active = active <= 0 ? found.length - 1 : active - 1;
  else if (event.key === "Enter" && found.length) return pick(Math.max(active, 0));
  else if (event.key === "Escape") { $("_search").value = ""; return closeSearch(); }
  else return;
  event.preventDefault();
  showFound();
});
