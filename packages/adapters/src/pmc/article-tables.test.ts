import { expect, test } from "vitest";
import { articleTables } from "./article-tables.js";
import { readJats } from "./read-jats.js";

const tablesOf = (body: string): unknown[] => articleTables(readJats(`<article><body>${body}</body></article>`));

test("a table has its caption, its cells row by row and its footnotes", () => {
  const table = "<table><thead><tr><th>Cluster</th><th>Size <italic>(Mb)</italic></th></tr></thead><tbody><tr><td colspan='2'>Chr2</td></tr><tr><td>3.1<break/>Mb</td><td/></tr></tbody></table>";
  expect(tablesOf(`<sec><p>See <table-wrap id="t1"><label>Table 1.</label><caption><title>Clusters.</title><p>In mice</p></caption>${table}<table-wrap-foot><fn><p>* rare</p></fn></table-wrap-foot></table-wrap></p></sec>`)).toEqual([
    { id: "t1", label: "Table 1.", caption: "Clusters. In mice", rows: [["Cluster", "Size (Mb)"], ["Chr2", ""], ["3.1 Mb", ""]], headerRows: 1, footnotes: ["* rare"] },
  ]);
});

test("a table that is an image has no rows", () => {
  expect(tablesOf('<table-wrap><caption><p>Ages</p></caption><graphic href="t1.png"/><!-- <table/> --></table-wrap>')).toEqual([{ caption: "Ages", rows: [], headerRows: 0 }]);
});
