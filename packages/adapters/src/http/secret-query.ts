import { isSecretName } from "@sluice/core-events";

/**
 * The secrets that the first URL of a listing carries in its query and user information. They are kept out of cursors, which end up in
 * checkpoints and events, and put back when a page of the same origin is asked for.
 */
export class SecretQuery {
  readonly #first: URL;
  readonly #secrets: readonly (readonly [string, string])[];

  constructor(first: URL) {
    this.#first = first;
    this.#secrets = [...first.searchParams].filter(([name]) => isSecretName(name));
  }

  /** The URL without the secrets and without user information. */
  strip(url: URL): URL {
    const stripped = new URL(url);
    stripped.username = "";
    stripped.password = "";
    for (const [name] of this.#secrets) stripped.searchParams.delete(name);
    return stripped;
  }

  /** The URL with the secrets, if it is one of theirs. */
  restore(url: URL): URL {
    const restored = new URL(url);
    if (url.origin !== this.#first.origin) return restored;
    restored.username = this.#first.username;
    restored.password = this.#first.password;
    for (const [name] of this.#secrets) restored.searchParams.delete(name);
    for (const [name, value] of this.#secrets) restored.searchParams.append(name, value);
    return restored;
  }
}
