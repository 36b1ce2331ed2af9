import { type AnyAdapter, SluiceError } from "@sluice/core-events";

/** The id of an item. @throws {SluiceError} `RECORD_MALFORMED` if the adapter gives none; or what the adapter throws. */
export function identify(adapter: AnyAdapter, raw: unknown): string {
  const docId: unknown = adapter.identify(raw);
  if (typeof docId === "string" && docId !== "") return docId;
  const received = docId === "" ? "an empty one" : typeof docId;
  throw new SluiceError(`Cannot identify an item of ${adapter.name}: identify() must return a non-empty string, received ${received}`, { code: "RECORD_MALFORMED" });
}
