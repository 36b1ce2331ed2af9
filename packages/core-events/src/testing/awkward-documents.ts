import type { Document } from "../document.js";

const refusable = new Set<string>();

/** Documents that are hard to keep: each field of the model, awkward text, awkward ids. */
export const awkwardDocuments: readonly Document[] = [
  {
    docId: "awkward-full",
    title: "",
    text: "",
    sections: [{ title: null, text: "first" }, { title: "Second", text: "" }],
    metadata: JSON.parse('{"__proto__":{"a":1},"constructor":null,"a.b":[1,[true,null,{}]],"":0.1,"big":9007199254740991,"é":"é"}') as Record<string, unknown>, // a literal would set the prototype
    provenance: { source: "contract", url: "https://example.org/?a=1#b", retrievedAt: 1_763_775_600_000, version: "2", license: "CC0-1.0" },
    raw: { list: [null, "", []], nested: { text: "\u2029" } },
  },
  ...["line\nfeed", "\r", "\u2028", "x".repeat(100_000), "🌿 \u00e4 \u0441"].map((text, n) => textDocument(`awkward-text-${n}`, text)),
  ...["\ud800 alone", "\0"].map((text, n) => textDocument(refused(`awkward-refusable-${n}`), text)),
  ...["'; DROP TABLE documents; --", '"', "../up", "a/b\\c", "%", "Twin", "twin", "\u00e9", "e\u0301", "CON", " ", "x".repeat(200)].map((docId) => textDocument(docId, docId)),
  textDocument(longId(2_000), "an id of 2,000 characters"),
  textDocument(refused(longId(5_000)), "an id of 5,000 characters"),
];

/** Whether a target may refuse the document as that one document: a lone surrogate has no form in UTF-8, NUL none in the text of some databases, and keys have a greatest length. */
export function mayBeRefused(docId: string): boolean {
  return refusable.has(docId);
}

/** Characters in no order that a database could compress, the same each time. */
function longId(length: number): string {
  let state = 1;
  return Array.from({ length }, () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return String.fromCharCode(97 + ((state >>> 16) % 26));
  }).join("");
}

function refused(docId: string): string {
  refusable.add(docId);
  return docId;
}

function textDocument(docId: string, text: string): Document {
  return { docId, title: text.slice(0, 10), text, metadata: {}, provenance: { source: "contract" } };
}
