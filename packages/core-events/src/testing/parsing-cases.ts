import assert from "node:assert/strict";
import { serialize } from "node:v8";
import { type Document, documentSchema } from "../document.js";
import type { ContractCase } from "./contract-case.js";
import { drain, type OpenFetch, type StartFetch } from "./open-fetch.js";

/** What becomes of one item. */
export function parsingCases(start: StartFetch): ContractCase[] {
  return [
    {
      title: "parse() gives a document with the item's id, or throws an error",
      run: async () => {
        const run = await start();
        const { raws } = await drain(run);
        const documents = await Promise.all(raws.map((raw) => parseOne(run, raw)));
        assert.ok(documents.some((document) => document !== null), "at least one record is good");
      },
    },
    {
      title: "parse() gives the same document again, and leaves the item as it was, so that it can be retried",
      run: async () => {
        const run = await start();
        for (const raw of (await drain(run)).raws) {
          const before = bytesOf(raw);
          const documents = [await parseOne(run, raw), await parseOne(run, raw)].map(withoutTime);
          assert.deepEqual(documents[1], documents[0]);
          assert.deepEqual(bytesOf(raw), before, `${run.adapter.identify(raw)} is changed by parse()`);
        }
      },
    },
  ];
}

async function parseOne({ adapter, context }: OpenFetch, raw: unknown): Promise<Document | null> {
  let document;
  try {
    document = await adapter.parse(raw, context);
  } catch (error) {
    assert.ok(error instanceof Error, "what parse() throws is an Error");
    return null;
  }
  assert.equal(documentSchema.parse(document).docId, adapter.identify(raw));
  return document;
}

/** Without the time of retrieval, which may be that of the call. */
function withoutTime(document: Document | null): Document | null {
  return document === null ? null : { ...document, provenance: { ...document.provenance, retrievedAt: 0 } };
}

/** What an item holds, to compare with later; `null` where it holds what cannot be copied, such as a function. */
function bytesOf(raw: unknown): Buffer | null {
  try {
    return serialize(raw);
  } catch {
    return null;
  }
}
