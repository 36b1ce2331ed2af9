const MIN_SECRET_CHARS = 4;

/**
 * The ways in which a secret may turn up in a text: as it is, percent-encoded in upper and lower case, as in a form, escaped
 * as in JSON, and base64 in each of its three alignments. None for a secret shorter than four characters.
 */
export function secretForms(secret: string): string[] {
  if (secret.length < MIN_SECRET_CHARS) return [];
  const encoded = encodeURIComponent(secret.toWellFormed());
  const form = new URLSearchParams({ "": secret }).toString().slice(1);
  const json = JSON.stringify(secret).slice(1, -1);
  const forms = [secret, encoded, form, json, json.replaceAll("/", "\\/"), ...base64Forms(secret)];
  return [...new Set([...forms, ...[encoded, form].map(withLowerCaseHex)])];
}

function withLowerCaseHex(encoded: string): string {
  return encoded.replace(/%[0-9A-F]{2}/g, (escape) => escape.toLowerCase());
}

/** The characters of a base64 text that depend on the secret alone, for each of its three alignments. */
function base64Forms(secret: string): string[] {
  const bytes = Buffer.from(secret);
  return [0, 1, 2].flatMap((offset) => {
    const first = Math.ceil((offset * 8) / 6);
    const end = Math.floor(((offset + bytes.length) * 8) / 6);
    const padded = Buffer.concat([Buffer.alloc(offset), bytes]);
    const forms = [padded.toString("base64").slice(first, end), padded.toString("base64url").slice(first, end)];
    return forms.filter((form) => form.length >= MIN_SECRET_CHARS);
  });
}
