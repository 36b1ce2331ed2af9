import { expect, test } from "vitest";
import { codeWords } from "./code-words.ts";

test("names in code are found, and nothing of comments, texts and placeholders", () => {
  const template = '/** A fern.\n * moss */\nconst {{camel}} = one("http://two", `three ${four}`); // five\nreturn "\\"six" + seven;';
  expect([...codeWords(template)]).toEqual(["const", "one", "three", "four", "return", "seven"]);
});
