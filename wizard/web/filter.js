"use strict";
/* Shows the entries of the library that hold all the words typed. */
(() => {
  const field = document.getElementById("words");
  const count = document.getElementById("count");
  const rows = [...document.querySelectorAll("[data-row]")];
  const texts = rows.map((row) => row.textContent.toLowerCase());
  field.parentElement.hidden = false;
  field.addEventListener("input", () => {
    const words = field.value.toLowerCase().split(/\s+/).filter((each) => each !== "");
    let shown = 0;
    rows.forEach((row, at) => {
      row.hidden = !words.every((word) => texts[at].includes(word));
      shown += row.hidden ? 0 : 1;
    });
    document.querySelectorAll("[data-shelf]").forEach((shelf) => {
      shelf.hidden = shelf.querySelector("[data-row]:not([hidden])") === null;
    });
    count.textContent = words.length === 0 ? "" : shown + " found";
  });
})();
