import type { Document } from "@sluice/core-events";
import { expect, test } from "vitest";
import { requireFields } from "./require-fields.js";

const document: Document = {
  docId: "d1",
  title: null,
  text: "a fern",
  metadata: { scientificName: "Solidago", empty: "  ", list: [], zero: 0, no: false, "dwc.term": "dotted" },
  provenance: { source: "test", license: "CC0" },
  raw: { core: { catalogNumber: "1073", recordedBy: "" } },
};

test.each(["scientificName", "core.catalogNumber", "text", "provenance.license", "zero", "no", "dwc.term"])("%s holds something", (field) => {
  expect(() => requireFields([field])(document)).not.toThrow();
});

test.each(["empty", "list", "core.recordedBy", "title", "missing", "core.missing.deeper", "constructor", "__proto__"])("%s holds nothing", (field) => {
  expect(() => requireFields([field])(document)).toThrow(`required fields are missing: ${field}`);
});

test("the error names every missing field and no other", () => {
  expect(() => requireFields(["title", "text", "core.recordedBy"])(document)).toThrow(
    expect.objectContaining({ code: "VALIDATION_FAILED", context: { missing: ["title", "core.recordedBy"] } }),
  );
});
