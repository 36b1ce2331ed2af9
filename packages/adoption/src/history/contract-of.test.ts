import { expect, test } from "vitest";
import { contractOf } from "./contract-of.js";

const on = (range: string): string => JSON.stringify({ dependencies: { "@sluice/pipeline": range } });

test.each([
  ["^0.9.0", "0.x"],
  ["0.x", "0.x"],
  ["~1.2.0", "1.x"],
  [">=2", "1.x"],
  ["workspace:^1.0.0", "1.x"],
  ["latest", "auto"],
  ["*", "auto"],
])("the range %s means %s", (range, contract) => {
  expect(contractOf([on(range)])).toBe(contract);
});

test("manifests that disagree, are broken or say nothing leave it open", () => {
  expect(contractOf([on("^0.9.0"), on("^1.0.0")])).toBe("auto");
  expect(contractOf(["{", "null", "{}"])).toBe("auto");
  expect(contractOf(["{", on("^0.9.0"), "{}"])).toBe("0.x");
});
