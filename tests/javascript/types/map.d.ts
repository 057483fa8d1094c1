// What the map's scripts work with: the data as orgraph/maps/graph.py, page_data.py and packing.py write it, and what is made of it.
// Tuples are read by the names of their places (NAME, DANISH, FIRST, SOURCES …) that state.js and panel.js give.

type Id = string;
/** A day as Python counts it, from the year 1. */
type Day = number;
/** 0 before, 1 after; and, of what is shown, 2 only changes. */
type Side = number;

// ---- The page's data
type Life = [first: Day, gone: Day, stated: 0 | 1, start: Day];
type Kind = [
  name: string,
  plural: string,
  code: string,
  tint: string,
  ink: string,
  stripe: string,
  body: 0 | 1,
];
type Family = [danish: string, light: string, dark: string, dash: number[]];
type RelationType = [
  danish: string,
  inverse: string,
  family: number,
  upward: number,
  owning: 0 | 1,
];

/** Texts by number; a link is the number of its node, counted down from -1. */
type Words = number[];
type Cited = number | number[];
type Remark = [heading: number, ...words: Words];
type Entry = [sources?: Cited, when?: number, remarks?: Remark[], tags?: number[], words?: Words];
type Section = [heading: number, ordered: 0 | 1, ...entries: (Entry | number)[]];
type Sheet = [
  validity: number,
  cited?: Cited,
  about?: Remark[],
  sorts?: number[],
  sections?: Section[],
  notes?: number[],
];
type Note = [heading: number, text: number, found?: Cited, handling?: number, searched?: Cited];

interface Cite {
  place: string;
  quote: string;
}

/** Each number as its distance from the one before; many equal ones as [distance, how many]. */
type Column = (number | [distance: number, count: number])[];
type Heading = [text: string, x: number, y: number, level: number];
interface PackedLayout {
  n: Column;
  x: Column;
  y: Column;
  p: Column;
  h: Heading[];
  size: [width: number, height: number];
}
interface Stop {
  day: Day;
  title: string;
  layout: number;
  changes?: number[];
  begun?: number[];
  ended?: number[];
  mentioned?: number[];
  relations?: [begun: number, ended: number, mentioned: number];
}
interface SideData {
  name: string;
  start: number;
  layouts: PackedLayout[];
  stops: Stop[];
}
// What an address says after its question mark: the names of what is chosen, and their values.
interface AddressWords {
  parameters: { [name in "day" | "view" | "side" | "to"]: string };
  views: Record<View, string>;
  sides: string[]; // by side
}
interface Page {
  kinds: Kind[];
  families: Family[];
  types: RelationType[];
  sides: SideData[];
  changes: PackedLayout; // only with two sides
  notes: Note[];
  texts: string[];
  lives: Life[];
  words: Record<string, string>;
  counts: Record<string, Counted>;
  address: AddressWords;
  apart: string;
  notInForce: string[];
  sizes: { [name in "width" | "stripe" | "line" | "padding" | "trunk" | "bus"]: number };
  heads: string[];
  prefixes: string[];
  elsewhere?: [before: string, after: string];
}
interface NodeMore {
  lines?: string[] | 1;
  mark?: string;
  aliases?: string[];
  sides?: ([life: number, sheet: Sheet] | null)[];
  page?: string;
}
type NodeRow = [
  id: Id,
  label: string,
  group: number,
  life: number,
  sheet: Sheet,
  more?: NodeMore,
];
interface EdgeMore {
  about?: number[];
  status?: string;
  side?: Side;
  twin?: number;
  rank?: number;
}
type EdgeRow = [
  from: number,
  to: number,
  type: number,
  life: number,
  entry: Entry,
  more?: EdgeMore,
];

// ---- Bodies, things and relations
interface Told {
  life: Life;
  sheet: Sheet;
}
interface OrgNode extends Told {
  id: Id;
  label: string;
  group: number;
  place: number;
  told: (Told | null)[] | null;
  lines?: string[]; // of its label: only bodies have them
  mark?: string;
  aliases?: string[];
  page?: string;
  side?: undefined;
  twin?: undefined;
}
type BodyNode = OrgNode & { lines: string[] };
interface Edge {
  id: number;
  from: Id;
  to: Id;
  type: number;
  life: Life;
  entry: Entry;
  about?: Id[];
  status?: string;
  side?: Side;
  twin?: number;
  rank?: number; // of those that a matter moves along
  told?: undefined;
  lines?: undefined;
}
type Thing = OrgNode | Edge;
/** What happens, in words; "" for nothing. */
type Change = string;
type Mark = "ends" | "begins" | "changed";
type View = "map" | "near" | "way" | "tree" | "table";
interface State {
  side: Side;
  stops: number[];
  view: View;
  chosen: Id | null;
  to: Id | null;
  hiddenKinds: Set<number>;
  hiddenFamilies: Set<number>;
}

// ---- The picture
type Point = [x: number, y: number];
interface Box {
  id: Id;
  node: OrgNode;
  change: Change;
  lines: string[];
  said?: number; // how many of the lines are words about it
  x: number;
  y: number;
  height: number;
  parent: Box | null;
  children: Box[];
}
type ChildBox = Box & { parent: Box };
type Seen = (left: number, top: number, right: number, bottom: number) => boolean;
interface Picture {
  boxes: Box[];
  byId: Map<Id, Box>;
  headings: Heading[];
  width: number;
  height: number;
}
interface Ink {
  paper: string;
  box: string;
  ink: string;
  muted: string;
  rule: string;
  line: string;
  accent: string;
  ends: string;
  begins: string;
  changed: string;
  dark: boolean;
}
interface Colours extends Ink {
  dim: number;
}
type Inside = Node | string;
type Ctx = CanvasRenderingContext2D;
type Area = [x: number, y: number, width: number, height: number];
interface Attributes {
  [name: string]: string | number | boolean | undefined;
}

// ---- Lines of the chosen one
interface Bundle {
  family: number;
  from: Id;
  to: Id;
}
interface Apart extends Bundle {
  number: number;
  shift: number;
}
interface Line extends Apart {
  one: Box;
  other: Box;
  stacked: boolean;
  sides: [number, number];
  y: number;
  yEnd: number;
}
interface Curve extends Bundle {
  points: number[];
}

// ---- Second ways upward
interface Piece {
  at: number;
  upright: boolean;
  from: number;
  to: number;
  crossings?: Piece[];
}
interface GridLine {
  at: number;
  pieces: Piece[];
}
interface Grid {
  upright: GridLine[];
  level: GridLine[];
}
interface Detour {
  from: Id;
  to: Id;
  corners: Point[];
}
interface Search {
  piece?: Piece;
  at: number;
  corners: Point[];
  arrived?: boolean;
}

// ---- Ways of a matter
interface Hop {
  from: Id;
  edge: Edge;
}
interface Way {
  nodes: Id[];
  hops: Edge[];
  ring?: Id[];
}
interface FoundWay extends Way {
  broken: Edge | null;
}
interface Walk {
  start: Id;
  came: Map<Id, Hop>;
  turns: boolean;
  above: (from: Id) => Edge[];
}

// ---- The neighbourhood
/** A box of the neighbourhood: a body or a thing, or what opens and closes its frame. */
interface NearBox {
  node?: OrgNode;
  change?: Change;
  lines: string[];
  said?: number;
  height: number;
  isOpen?: boolean;
}
interface NodeBox extends NearBox {
  node: OrgNode;
  change: Change;
}
type Placed<B> = B & { x: number; y: number };
interface Frame {
  key: string;
  family: number;
  words: string;
  type: number;
  all: NodeBox[];
}
interface ShortFrame extends Frame {
  boxes: NearBox[];
}
interface FilledFrame extends Frame {
  boxes: Placed<NearBox>[];
  label: string[];
  width: number;
  height: number;
  x: number;
  y: number;
}
type Direction = "up" | "down" | "left" | "right";
interface Near {
  sides: Record<Direction, FilledFrame[]>;
  centre: Placed<NodeBox>;
  gutters: [number, number];
  width: number;
  height: number;
}
interface Joint {
  path: string;
  head: [at: Point, from: Point];
}

// ---- Paper
interface Room {
  width: number;
  height: number;
}
interface Block extends Room {
  boxes: Box[];
  headings: Heading[];
  under: Box | null;
  drop: (y: number) => number;
  x: number;
  y: number;
  apart?: boolean;
}
interface PlacedBlock extends Block {
  dx: number;
  dy: number;
  title?: string;
  titleAt?: number;
}

interface SheetDrawing {
  inside: SVGElement[];
  right: number;
  bottom: number;
}

// ---- Search fields
interface Searched {
  node: OrgNode;
  all: string[];
  folded: string;
}
type Shape = (folded: string) => string;
type Accept = (node: OrgNode) => boolean;
interface Combobox {
  accept?: Accept;
  onPick: (node: OrgNode) => void;
  kept?: () => string;
}

// ---- What the page holds
/** Elements of kort.html that are more than an HTMLElement. */
interface Elements {
  _part: HTMLElement | null; // only on the map of a part
  _slider: HTMLInputElement;
  _earlier: HTMLButtonElement;
  _later: HTMLButtonElement;
  _search: HTMLInputElement;
  _from: HTMLInputElement;
  _to: HTMLInputElement;
  _swap: HTMLButtonElement;
}

/** vis-slim.js: what the map uses of vis-network. */
declare const vis: {
  DataSet: new () => { clear(): void; add(boxes: object[]): void };
  Network: new (holder: HTMLElement, data: object, options: object) => VisNetwork;
};
interface Spot {
  x: number;
  y: number;
}
interface VisNetwork {
  body: { emitter: { emit(event: string): void } };
  on(event: "beforeDrawing", then: (ctx: CanvasRenderingContext2D) => void): void;
  on(event: "click", then: (found: { nodes: Id[] }) => void): void;
  on(event: "hoverNode", then: (found: { node: Id }) => void): void;
  on(event: "blurNode", then: () => void): void;
  DOMtoCanvas(spot: Spot): Spot;
  canvasToDOM(spot: Spot): Spot;
  getScale(): number;
  moveTo(to: { scale: number; position?: Spot }): void;
  setSize(width: string, height: string): void;
}

interface Window {
  kort: { ready: boolean; [name: string]: unknown };
}
