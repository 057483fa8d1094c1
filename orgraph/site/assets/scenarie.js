"use strict";
// Folds all lists out or in, on the screen and so on paper. Reading needs none of this.
document.documentElement.classList.add("js");
for (const [id, open] of [["fold-ud", true], ["fold-ind", false]]) {
  document.getElementById(id).addEventListener("click", () => {
    for (const list of document.querySelectorAll("main details")) list.open = open;
  });
}
