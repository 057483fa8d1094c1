// What side.js works with: the index as orgraph/site/search_index.py writes it, and what is found in it.

/** Days are written 2016-09-01; "" is one that is not known. */
type IndexRow = [
  kind: number,
  file: string,
  name: string,
  others: string[],
  first: string,
  after: string,
] & { folded: string[]; codes: string[] };
type IndexText = [row: number, text: string, address: string] & { folded: string };
interface Index {
  kinds: string[];
  rows: IndexRow[];
  texts: IndexText[];
}
interface Asked {
  length: number;
  held: (text: string) => boolean;
  begins: RegExp;
}
type Form = (folded: string) => string;
interface Hit {
  score: number;
  address: string;
  name: string;
  more: string;
}

interface Window {
  orgraphIndex: (found: Index) => void;
  orgraphWords: Record<string, (text: string) => unknown>;
}

// The words of orgraph/languages/da/site.py, which orgraph/site/build.py puts into the script.
declare const wording: Record<string, string>;
declare const counts: Record<string, Counted>;
