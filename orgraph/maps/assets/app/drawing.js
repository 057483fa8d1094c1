// Pictures as SVG, for the neighbourhood, for paper and for downloading. Colours stand in the
// drawing itself, so that it looks the same outside the page.
/** @type {(width: number, height: number, more: Attributes, ...inside: Inside[]) => SVGElement} */
function drawing(width, height, attributes, ...inside) {
  const margin = 8;
  return svg(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      viewBox: `${-margin} ${-margin} ${width + 2 * margin} ${height + 2 * margin}`,
      "font-family": FONT,
      "font-size": 12,
      ...attributes,
    },
    ...inside,
  );
}

/** @type {(box: Placed<NodeBox>, ink: Ink, chosen?: boolean) => SVGElement} */
function boxDrawing(box, ink, chosen = false) {
  const { width, stripe, line } = page.sizes;
  const { node, lines, height } = box;
  const kind = kindOf(node);
  const mark = markOf(box, ink);
  const own = lines.length - (box.said ?? 0); // after its own lines, words about it
  const edge = {
    fill: ink.box,
    stroke: chosen ? ink.accent : (mark ?? ink.rule),
    "stroke-width": chosen ? 3 : mark ? 2 : 1,
    rx: 4,
    width,
    height,
  };
  const made = svg("g", { transform: `translate(${box.x} ${box.y})` });
  if (node.mark?.includes("collective")) made.append(svg("rect", { ...edge, x: 4, y: 4 }));
  made.append(
    svg("rect", {
      ...edge,
      "stroke-dasharray": node.mark?.includes("template") ? "4 3" : undefined,
    }),
  );
  if (kind) made.append(...stripeDrawing(kind, height, ink));
  const top = (height - lines.length * line) / 2;
  lines.forEach((text, number) =>
    made.append(
      svg(
        "text",
        {
          x: stripe + 9,
          y: top + (number + 1) * line - 3,
          fill: number >= own ? ink.muted : mark && number === own - 1 ? mark : ink.ink,
        },
        text,
      ),
    ),
  );
  return made;
}

/** @type {(kind: Kind, height: number, ink: Ink) => SVGElement[]} */
function stripeDrawing(kind, height, ink) {
  const { stripe } = page.sizes;
  const filled = kind[STRIPE] === "filled";
  const code = svg(
    "text",
    {
      x: stripe / 2 + (filled ? 1 : 4),
      y: height / 2 + 4,
      "font-size": 10,
      "font-weight": "bold",
      "text-anchor": "middle",
      "aria-hidden": "true",
      fill: filled ? kind[INK] : ink.ink,
    },
    kind[CODE],
  );
  const bars = filled
    ? [
        svg("path", {
          d: `M${stripe} 1V${height - 1}H4a3 3 0 0 1-3-3V4a3 3 0 0 1 3-3z`,
          fill: kind[TINT],
        }),
      ]
    : [
        svg("rect", {
          x: 1,
          y: 1,
          width: kind[STRIPE] === "border" ? 5 : 2,
          height: height - 2,
          fill: kind[TINT],
        }),
        ...(kind[STRIPE] === "double"
          ? [svg("rect", { x: 5, y: 1, width: 2, height: height - 2, fill: kind[TINT] })]
          : []),
      ];
  return [...bars, code];
}

/** @type {(corners: Point[]) => string} */
const pathOf = (corners) => `M${corners.map((corner) => corner.join(" ")).join("L")}`;
/** @type {(corners: Point[], ink: Ink, dash?: string) => SVGElement} */
const lineDrawing = (corners, ink, dash) =>
  svg("path", {
    d: pathOf(corners),
    fill: "none",
    stroke: ink.line,
    "stroke-width": 1.25,
    "stroke-dasharray": dash,
  });
/** @type {(text: string, x: number, y: number, ink: Ink, more?: Attributes) => SVGElement} */
const textDrawing = (text, x, y, ink, attributes = {}) =>
  svg("text", { x, y, fill: ink.muted, ...attributes }, text);
/** @type {(angle: number) => number} */
const degrees = (angle) => (angle * 180) / Math.PI;
/** @type {(at: Point, from: Point, colour: string) => SVGElement} */
const headDrawing = ([x, y], [fromX, fromY], colour) =>
  svg("path", {
    d: "M0 0L-9 -4V4z",
    fill: colour,
    transform: `translate(${x} ${y}) rotate(${degrees(Math.atan2(y - fromY, x - fromX))})`,
  });

/** @type {(corners: Point[], ink: Ink) => SVGElement[]} */
function detourDrawing(corners, ink) {
  const [before, last] = corners.slice(-2);
  return [lineDrawing(corners, ink, "5 4"), headDrawing(last, before, ink.line)];
}

// The whole picture of the day: lines, headings and boxes.
/** @type {(ink: Ink) => SVGElement} */
function pictureDrawing(ink) {
  const { headings, width, height } = picture();
  const shown = shownBoxes();
  const lines = shown
    .filter(hasParent)
    .filter((box) => isDrawn(box.parent.node))
    .map((box) => lineDrawing(route(box.parent, box), ink));
  const others = detours().flatMap(({ corners }) => detourDrawing(corners, ink));
  return drawing(
    width,
    height,
    { width: width + 16, height: height + 16 },
    ...others,
    ...lines,
    ...headings.map((heading) => headingDrawing(heading, ink)),
    ...shown.map((box) => boxDrawing(box, ink)),
  );
}

/** @type {(heading: Heading, ink: Ink) => SVGElement} */
const headingDrawing = ([text, x, y, level], ink) =>
  textDrawing(text, x, y, ink, level === 1 ? { "font-size": 15, "font-weight": "bold" } : {});

// ---- The lines of a label that Python has not broken: between words, and in compounds before
// their head.
/** @type {(canvas: HTMLCanvasElement) => Ctx} */
const contextOf = (canvas) => /** @type {Ctx} */ (canvas.getContext("2d"));
/** @type {Ctx | null} */
let measure = null;
/** @type {(text: string, width?: number, most?: number) => string[]} */
function wrapped(text, width = 150, most = 5) {
  const ctx = (measure ??= contextOf(document.createElement("canvas")));
  ctx.font = `12px ${FONT}`;
  /** @type {(line: string) => boolean} */
  const fits = (line) => ctx.measureText(line).width <= width;
  const lines = [""];
  const words = text.slice(0, 400).split(/[^\S\u00a0]+/);
  for (const word of words.filter(Boolean)) {
    const broken = softened(word).split("\u00ad");
    const parts = fits(word) ? [word] : broken.flatMap((part) => shortened(part, fits));
    parts.forEach((part, number) => {
      const line = lines[lines.length - 1];
      const longer = line && !number ? `${line} ${part}` : line + part;
      if (fits(longer)) lines[lines.length - 1] = longer;
      else {
        if (number) lines[lines.length - 1] = line.endsWith("-") ? line : `${line}-`;
        lines.push(part);
      }
    });
  }
  const kept = lines.filter(Boolean);
  return kept.length <= most ? kept : [...kept.slice(0, most - 1), `${kept[most - 1]}…`];
}

// A part that is wider than a line and knows no head word is cut at the line's end.
/** @type {(part: string, fits: (line: string) => boolean) => string[]} */
function shortened(part, fits) {
  if (fits(`${part}-`)) return [part];
  let length = Math.max(1, part.length - 4);
  while (length > 1 && !fits(`${part.slice(0, length)}-`)) length -= 1;
  return [part.slice(0, length), ...shortened(part.slice(length), fits)];
}
