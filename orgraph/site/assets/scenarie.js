"use strict";
// Folds all lists out or in, on the screen and so on paper. Reading needs none of this.
document.documentElement.classList.add("js");
for (const id of ["fold-ud", "fold-ind"]) {
  document.getElementById(id)?.addEventListener("click", () => {
    /** @type {NodeListOf<HTMLDetailsElement>} */
    const lists = document.querySelectorAll("main details");
    for (const list of lists) list.open = id === "fold-ud";
  });
}
