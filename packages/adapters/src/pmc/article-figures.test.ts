import { expect, test } from "vitest";
import { articleFigures } from "./article-figures.js";
import { readJats } from "./read-jats.js";

const figuresOf = (body: string): unknown[] => articleFigures(readJats(`<article>${body}</article>`));

test("a figure has label, caption, DOI and the name of its picture", () => {
  const figure = '<fig id="f1"><object-id pub-id-type="doi">10.1371/a.g001</object-id><label>Fig 1.</label><caption><title>Growth.</title><p>By day.</p></caption><alternatives><graphic xlink:href="a.tif"/></alternatives></fig>';
  expect(figuresOf(`<body><sec><p>${figure}</p></sec></body>`)).toEqual([{ id: "f1", label: "Fig 1.", doi: "10.1371/a.g001", graphic: "a.tif", caption: "Growth. By day." }]);
});

test("figures of a group, supplements of a figure and those that float are figures too", () => {
  const fig = (id: string, inside = ""): string => `<fig id="${id}">${inside}</fig>`;
  const found = figuresOf(`<body><fig-group>${fig("a", `<p>${fig("b")}</p>`)}${fig("c")}</fig-group></body><back><app>${fig("d")}</app></back><floats-group>${fig("e")}</floats-group>`);
  expect(found).toEqual(["a", "b", "c", "d", "e"].map((id) => ({ id, caption: "" })));
});
