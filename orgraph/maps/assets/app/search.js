// Search fields: ARIA 1.2 comboboxes over names and aliases, compared as danish.js does.
const MOST = 12;

/** @type {Searched[] | null} */
let folded = null;
/** @type {() => Searched[]} */
function names() {
  folded ??= nodes.map((node) => {
    const all = [node.label, ...(node.aliases ?? [])].map(fold);
    return { node, all, folded: `${all.join(" | ")} | ${fold(node.id)}` };
  });
  return folded;
}

/** @type {(text: string, accept: Accept) => OrgNode[]} */
function search(text, accept) {
  const wanted = fold(text);
  if (!wanted) return [];
  const strict = matches(wanted, (found) => found, accept);
  return strict.length ? strict : matches(loosen(wanted), loosen, accept);
}

/** @type {(wanted: string, shape: Shape, accept: Accept) => OrgNode[]} */
function matches(wanted, shape, accept) {
  const words = wanted.split(" ").map(holding);
  const fitting = names().filter((name) => {
    const shaped = shape(name.folded);
    return accept(name.node) && words.every((held) => held(shaped));
  });
  const keyed = fitting.map((name) => ({ name, key: rank(name, wanted, shape) }));
  return keyed
    .sort(
      (one, other) =>
        one.key - other.key ||
        one.name.node.label.length - other.name.node.label.length ||
        one.name.node.place - other.name.node.place,
    )
    .map(({ name }) => name.node);
}

/** @type {(name: Searched, wanted: string, shape: Shape) => number} */
function rank({ node, all }, wanted, shape) {
  const shaped = all.map(shape);
  const fit = shaped.includes(wanted)
    ? 0
    : shaped[0].startsWith(wanted)
      ? 1
      : shaped.some((name) => ` ${name}`.includes(` ${wanted}`))
        ? 2
        : 3;
  return fit * 4 + (isBody(node) ? 0 : 2) + (lives(node) ? 0 : 1);
}

// `kept`: what the field says when nobody is writing in it.
/** @type {(id: "_search" | "_from" | "_to", what: Combobox) => void} */
function combobox(id, { accept = () => true, onPick, kept = () => "" }) {
  const input = $(id);
  const list = $(`${id}-found`);
  const none = $(`${id}-none`);
  /** @type {OrgNode[]} */
  let found = [];
  let more = 0;
  let active = -1;

  function show() {
    list.replaceChildren(
      ...found.map((node, number) => {
        const kind = kindOf(node);
        const option = element(
          "li",
          { id: `${id}-${number}`, role: "option", "aria-selected": String(number === active) },
          badge(node),
          element("span", {}, node.label),
          element("small", {}, kind ? kind[NAME] : ""),
        );
        option.addEventListener("pointerdown", (event) => {
          event.preventDefault();
          pick(number);
        });
        return option;
      }),
    );
    list.hidden = !found.length;
    input.setAttribute("aria-expanded", String(found.length > 0));
    if (active >= 0) input.setAttribute("aria-activedescendant", `${id}-${active}`);
    else input.removeAttribute("aria-activedescendant");
    list.children[active]?.scrollIntoView({ block: "nearest" });
    none.textContent = more
      ? formatCount(counts.moreFound, { count: more })
      : nothing()
        ? wording.noneFound
        : "";
  }

  const nothing = () =>
    input.value.trim() &&
    !found.length &&
    document.activeElement === input &&
    input.value !== kept();

  /** @type {(number: number) => void} */
  function pick(number) {
    const node = found[number];
    close();
    if (node) onPick(node);
    input.value = kept();
  }

  function close() {
    found = [];
    more = 0;
    active = -1;
    show();
    none.textContent = "";
  }

  function look() {
    const every = input.value === kept() ? [] : search(input.value, accept);
    found = every.slice(0, MOST);
    more = every.length - found.length;
    active = -1;
    show();
  }

  input.addEventListener("input", look);
  input.addEventListener("focus", () => {
    input.select();
    look();
  });
  input.addEventListener("blur", () => {
    close();
    input.value = kept();
  });
  input.addEventListener("keydown", (event) => {
    if (event.key === "ArrowDown" && found.length) active = (active + 1) % found.length;
    else if (event.key === "ArrowUp" && found.length) {
      active = active <= 0 ? found.length - 1 : active - 1;
    } else if (event.key === "Enter") {
      event.preventDefault();
      if (found.length) pick(Math.max(active, 0));
      return;
    } else if (event.key === "Escape") {
      input.value = kept();
      close();
      return;
    } else return;
    event.preventDefault();
    show();
  });
}

combobox("_search", {
  onPick: (node) => {
    go(node.id);
    focusPanel();
  },
});
