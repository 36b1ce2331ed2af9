import { createHash } from "node:crypto";
import { pathToFileURL } from "node:url";
import type { Document } from "@sluice/core-events";

/** Where the bytes of a document were read. */
export interface DocumentOrigin {
  /** Of the bytes, hexadecimal. */
  readonly sha256: string;
  /** The file, absolute; `undefined` for what came from a server. */
  readonly path: string | undefined;
  /** The address in the end, without secrets; `null` for files. */
  readonly url: string | null;
  /** What the server calls this version. */
  readonly etag?: string | undefined;
  /** When they came from a server, in ms since epoch; `null` for files, which are read now. */
  readonly retrievedAt: number | null;
  /** Under what the document may be used, as far as it says. */
  readonly license?: string | null;
}

/** Hexadecimal SHA-256 of the bytes. */
export function sha256Of(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

/**
 * The provenance of a document that was read whole. Its version is the server's entity tag, else `sha256:` and the digest of the
 * bytes, so that equal bytes are the same version wherever they are.
 */
export function originProvenance(source: string, { sha256, path, url, etag, retrievedAt, license = null }: DocumentOrigin): Document["provenance"] {
  const address = url ?? (path === undefined ? null : pathToFileURL(path).href);
  return {
    source,
    ...(address === null ? {} : { url: address }),
    retrievedAt: retrievedAt ?? Date.now(),
    version: etag ?? `sha256:${sha256}`,
    ...(license === null ? {} : { license }),
  };
}
