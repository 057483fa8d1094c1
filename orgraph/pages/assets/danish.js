// Danish words as the program compares them (orgraph.text_matching).
// The tables SIGNS, LETTERS and MONTHS are the program's own.
/** @type {(table: Record<string, string>) => RegExp} */
const anyOf = (table) => new RegExp(`[${Object.keys(table).join("")}]`, "gu");
const ANY_SIGN = anyOf(SIGNS);
const ANY_LETTER = anyOf(LETTERS);
/** @type {(text: string) => string} */
const danishLetters = (text) =>
  text.replaceAll("å", "aa").replaceAll("æ", "ae").replaceAll("ø", "oe");
/** @type {(text: string) => string} */
const signsAlike = (text) =>
  text
    .replace(ANY_SIGN, (sign) => SIGNS[sign])
    .normalize("NFKC")
    .toLowerCase();
/** @type {(text: string) => string} */
const baseLetters = (text) =>
  signsAlike(text)
    .replace(ANY_LETTER, (letter) => LETTERS[letter])
    .normalize("NFKD")
    .replace(/\p{Mn}/gu, "");
/** @type {(text: string) => string} */
const plainSpaces = (text) =>
  text
    .replaceAll("_", " ")
    .split(/[\s\x1c-\x1f\x85]+/)
    .filter(Boolean)
    .join(" ");

/** @type {(text: string) => string} */
function fold(text) {
  const danish = danishLetters(text.toLowerCase());
  return plainSpaces(/^[\x00-\x7f]*$/.test(danish) ? danish : baseLetters(danish));
}

// A day that is written 2016-09-01, in words.
/** @type {(iso: string) => string} */
function spelled(iso) {
  const [year, month, date] = iso.split("-");
  return `${Number(date)}. ${MONTHS[Number(month) - 1]} ${year}`;
}

/** @type {(folded: string) => string} */
const unfold = (folded) =>
  folded.replaceAll("aa", "å").replaceAll("ae", "æ").replaceAll("oe", "ø");
/** @type {(folded: string) => string} */
const loosen = (folded) =>
  folded.replaceAll("aa", "a").replaceAll("ae", "a").replaceAll("oe", "o");

// The numbers of registers without what stands between their parts.
/** @type {(text: string) => string} */
function foldCode(text) {
  const folded = fold(text);
  return /^[a-z .-]*[0-9][a-z0-9 .-]*$/.test(folded) ? folded.replace(/[ .-]/g, "") : folded;
}

// Whether a folded text holds the folded part: one that begins or ends inside a number is none.
/** @type {(part: string) => (text: string) => boolean} */
function holding(part) {
  const before = /^\p{Nd}/u.test(part);
  const after = /\p{Nd}$/u.test(part);
  if (!before && !after) return (text) => text.includes(part);
  const begins = before ? "(?<!\\p{Nd})(?<!\\p{Nd}[.,])" : "";
  const ends = after ? "(?![.,]?\\p{Nd})" : "";
  const whole = new RegExp(`${begins}${part.replace(/[.*+?^${}()|[\]\\/]/g, "\\$&")}${ends}`, "u");
  return (text) => whole.test(text);
}

// Templates of the language, filled with values; and those for one, and for any other number.
/** @type {(template: string, values: Record<string, string | number>) => string} */
const format = (template, values) =>
  template.replace(/\{(\w+)\}/g, (_, field) => String(values[field]));
/** @type {(templates: Counted, values: Record<string, string | number>) => string} */
const formatCount = ([one, other], values) => format(values.count === 1 ? one : other, values);
