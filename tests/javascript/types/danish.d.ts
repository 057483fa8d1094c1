// The tables of orgraph/pages/word_script.py, which stand before danish.js on every page.
declare const SIGNS: Record<string, string>;
declare const LETTERS: Record<string, string>;
declare const MONTHS: string[];

/** A template for one, and one for any other number. */
type Counted = [one: string, other: string];
