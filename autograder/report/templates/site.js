"use strict";
// Everything is readable without this script: it sorts and filters tables, steps pictures, and opens details for print.

const value = (row, column) => {
  const cell = row.cells[column];
  const raw = cell.dataset.v ?? cell.textContent.trim();
  const number = Number(raw);
  return raw === "" ? null : Number.isNaN(number) ? raw : number;
};

const compare = (a, b) =>
  typeof a === "number" && typeof b === "number" ? a - b : String(a).localeCompare(String(b), undefined, { numeric: true });

function sort(header) {
  const table = header.closest("table"), body = table.tBodies[0], column = header.cellIndex;
  const first = header.dataset.first ?? "ascending";
  const other = first === "ascending" ? "descending" : "ascending";
  const order = header.getAttribute("aria-sort") === first ? other : first;
  for (const each of header.parentElement.cells) each.removeAttribute("aria-sort");
  header.setAttribute("aria-sort", order);
  const sign = order === "ascending" ? 1 : -1;
  const rows = [...body.rows].map((row) => [value(row, column), row]);
  // What has no value stays at the end in both orders.
  rows.sort(([a], [b]) => (a === null) - (b === null) || (a === null ? 0 : sign * compare(a, b)));
  body.append(...rows.map(([, row]) => row));
}

for (const button of document.querySelectorAll("th button")) {
  button.addEventListener("click", () => sort(button.closest("th")));
}

for (const tools of document.querySelectorAll(".tools")) {
  const rows = [...document.getElementById(tools.dataset.table).tBodies[0].rows];
  const text = tools.querySelector("input"), flag = tools.querySelector("select"), shown = tools.querySelector("output");
  const filter = () => {
    const wanted = text.value.trim().toLocaleLowerCase();
    let count = 0;
    for (const row of rows) {
      const fits = !flag.value || (row.dataset.flags ?? "").split(" ").includes(flag.value);
      row.hidden = !(fits && row.dataset.find.toLocaleLowerCase().includes(wanted));
      count += !row.hidden;
    }
    shown.textContent = `${count} of ${rows.length} shown`;
  };
  text.addEventListener("input", filter);
  flag.addEventListener("change", filter);
  tools.hidden = false;
  filter();
}

for (const box of document.querySelectorAll(".stepper")) {
  const range = box.querySelector("input"), shown = box.querySelector("output");
  const show = () => {
    box.querySelectorAll("figure").forEach((figure, index) => { figure.hidden = index !== Number(range.value); });
    shown.textContent = `${Number(range.value) + 1} of ${Number(range.max) + 1}`;
  };
  range.addEventListener("input", show);
  range.closest("label").hidden = false;
  show();
}

addEventListener("beforeprint", () => {
  for (const details of document.querySelectorAll("details")) details.open = true;
});
