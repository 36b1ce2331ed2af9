import type { CheckpointStore, JsonValue, StoredCheckpoint } from "@sluice/core-events";

/**
 * A store that never sees a secret: in fingerprint and cursor each secret is replaced by its number when a checkpoint is saved,
 * and put back when it is loaded. A source may put a key into the cursor of its next page, and a URL among the parameters may
 * hold one; a new value of the same secret does not make another run.
 *
 * @param secrets In an order that is the same in every attempt of the run.
 */
export function sealedCheckpoints(store: CheckpointStore, secrets: readonly string[]): CheckpointStore {
  const forms = secrets.flatMap(sealForms).sort((a, b) => b.text.length - a.text.length);
  if (forms.length === 0) return store;
  const seal = (text: string): string => forms.reduce((sealed, form) => sealed.replaceAll(form.text, form.seal), text);
  const open = (text: string): string => forms.reduce((opened, form) => opened.replaceAll(form.seal, form.text), text);
  return {
    assertHeld: () => store.assertHeld(),
    save: (checkpoint) => store.save(changed(checkpoint, seal)),
    async load() {
      const checkpoint = await store.load();
      return checkpoint === null ? null : changed(checkpoint, open);
    },
  };
}

const MIN_SECRET_CHARS = 4; // as in Redactor: replacing anything shorter would destroy the text

function sealForms(secret: string, index: number): { text: string; seal: string }[] {
  if (secret.length < MIN_SECRET_CHARS) return [];
  const encoded = encodeURIComponent(secret.toWellFormed());
  const query = new URLSearchParams({ s: secret }).toString().slice(2);
  const texts = { plain: secret, uri: encoded, query, base64: Buffer.from(secret).toString("base64"), base64url: Buffer.from(secret).toString("base64url") };
  return Object.entries(texts).map(([form, text]) => ({ text, seal: `[secret ${index + 1} ${form}]` }));
}

function changed(checkpoint: StoredCheckpoint, change: (text: string) => string): StoredCheckpoint {
  const fingerprint = Object.fromEntries(Object.entries(checkpoint.fingerprint).map(([name, value]) => [name, deep(value, change)]));
  return { ...checkpoint, fingerprint, cursor: deep(checkpoint.cursor, change) };
}

function deep(value: JsonValue, change: (text: string) => string): JsonValue {
  if (typeof value === "string") return change(value);
  if (typeof value !== "object" || value === null) return value;
  if (isList(value)) return value.map((item) => deep(item, change));
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, deep(item, change)]));
}

function isList(value: JsonValue): value is readonly JsonValue[] {
  return Array.isArray(value);
}
