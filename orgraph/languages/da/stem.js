// ---- Danish words without their endings: the Snowball stemmer for Danish, and its folded stem
// for every way to write a word.
const endings = (
  "erendes erende hedens ethed erede heden heder endes ernes erens erets ered ende erne eren " +
  "erer heds enes eres eret hed ene ere ens ers ets en er es et e"
).split(" ");
const vowel = /[aeiouyæåø]/;

/** @type {(word: string) => string} */
const stem = (word) => fold(snowball(unfold(fold(word))));

/** @type {(word: string) => string} */
function snowball(word) {
  if (word.length < 3) return word;
  const start = region(word);
  word = dropEnding(word, start);
  word = dropPair(word, start);
  if (word.endsWith("igst")) word = word.slice(0, -2);
  word = dropLast(word, start);
  return undouble(word, start);
}

/** @type {(word: string) => number} */
function region(word) {
  for (let at = 0, seen = false; at < word.length; at++) {
    if (vowel.test(word[at])) seen = true;
    else if (seen) return Math.max(at + 1, 3);
  }
  return word.length;
}

/** @type {(word: string, start: number) => string} */
function dropEnding(word, start) {
  const ending = endings.find(
    (found) => word.endsWith(found) && word.length - found.length >= start,
  );
  if (ending) return word.slice(0, -ending.length);
  const before = word[word.length - 2];
  return word.endsWith("s") &&
    word.length - 1 >= start &&
    /[abcdfghjklmnoprtvyzå]/.test(before || "")
    ? word.slice(0, -1)
    : word;
}

/** @type {(word: string, start: number) => string} */
const dropPair = (word, start) =>
  /(gd|dt|gt|kt)$/.test(word) && word.length - 2 >= start ? word.slice(0, -1) : word;

/** @type {(word: string, start: number) => string} */
function dropLast(word, start) {
  if (word.endsWith("løst") && word.length - 4 >= start) return word.slice(0, -1);
  const ending = ["elig", "els", "lig", "ig"].find(
    (found) => word.endsWith(found) && word.length - found.length >= start,
  );
  return ending ? dropPair(word.slice(0, -ending.length), start) : word;
}

/** @type {(word: string, start: number) => string} */
function undouble(word, start) {
  const last = word[word.length - 1];
  return word.length - 1 >= start && last === word[word.length - 2] && !vowel.test(last)
    ? word.slice(0, -1)
    : word;
}
