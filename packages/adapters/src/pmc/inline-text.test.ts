import { expect, test } from "vitest";
import { inlineText } from "./inline-text.js";
import { readJats } from "./read-jats.js";

test.each([
  ["one <b>two</b><i>three</i>\n  four ", "one twothree four"],
  ["a<sup>2</sup> H<sub>2</sub>O &#xa0; x", "a² H2O x"],
  ["10<sup>5</sup> cells, 18<sup>th</sup> day, R<sup><italic>2</italic></sup>", "10⁵ cells, 18th day, R²"],
  ["a<label>(1)</label>", "a (1)"],
  ["<name><surname>Qiu</surname><given-names>Z</given-names></name>, et al", "Qiu Z, et al"],
  ["a<break/>b<p>c</p>d", "a b c d"],
  ["x<inline-graphic/><alt-text>picture</alt-text>y", "xy"],
  ["<alternatives><tex-math>$a$</tex-math><math><mi>a</mi></math></alternatives>", "a"],
  ["<alternatives><tex-math>$a$</tex-math><graphic/></alternatives>", "$a$"],
  ["<tex-math>\\documentclass{minimal}\\begin{document}$$E=mc^2$$\\end{document}</tex-math>", "$$E=mc^2$$"],
  ["<tex-math>\\begin{document}a</tex-math>", "a"],
])("%s reads %j", (xml, text) => expect(inlineText(readJats(`<x>${xml}</x>`))).toBe(text));

test("nothing reads as nothing", () => expect(inlineText(undefined)).toBe(""));
