import { SecretQuery } from "../http/secret-query.js";
import type { DocumentReference } from "./document-reference.js";

const addresses = new WeakMap<DocumentReference, URL>();

/** Whether the text is meant as an http or https URL. */
export function isHttpUrl(text: string): boolean {
  return /^https?:\/\//i.test(text);
}

/**
 * The reference to a URL. Its id is the URL without fragment, user information and secret query keys: what ends up in event
 * logs and dead-letter files. The secrets stay with the object, in memory alone.
 */
export function urlReference(text: string): DocumentReference {
  const url = new URL(text);
  const address = publicAddress(url);
  const reference = { docId: address, url: address };
  addresses.set(reference, url);
  return reference;
}

/** The URL without fragment, user information and secret query keys. */
export function publicAddress(url: URL): string {
  const address = new SecretQuery(url).strip(url);
  address.hash = "";
  return address.href;
}

/** Where to fetch from: with the secrets of the list, or without them where the reference comes from a dead-letter file. */
export function addressOf(reference: DocumentReference): URL | null {
  return addresses.get(reference) ?? (reference.url === undefined ? null : new URL(reference.url));
}
