const SECRET_WORDS = new Set([
  "assertion", "auth", "authentication", "authorization", "bearer", "cookie", "credential", "credentials", "jwt", "key", "keys", "pass",
  "passcode", "passphrase", "passwd", "password", "pwd", "secret", "secrets", "session", "sig", "signature", "token", "tokens",
]);
const SECRET_NAMES = new Set(["setcookie", "sessionid", "jsessionid", "phpsessid"]);
const SECRET_ENDINGS = ["accesskey", "apikey", "appkey", "authkey", "clientkey", "passphrase", "passwd", "password", "privatekey", "secret", "secretkey", "token"];
const ANY_SECRET = /assertion|auth|bearer|cookie|credential|jwt|key|pass|pwd|secret|sess|sig|token/i; // part of every word, name and ending above
const AMBIGUOUS_WORDS = new Set(["key", "keys", "token", "tokens"]);
const HARMLESS_BEFORE = [
  "page", "next", "previous", "continuation", "resumption", "sync", "primary", "sort", "foreign", "max", "min",
];

/**
 * Whether a parameter, header or query key of this name holds a secret: one of its words says so (`apiKey`, `x-api-key`,
 * `client_secret`), also where words are written as one (`clientsecret`). A token or key is none right behind a word that says
 * what else it is for (`pageToken`, `sortKey`).
 *
 * @example
 * ```ts
 * assert.equal(isSecretName("X-Api-Key"), true);
 * assert.equal(isSecretName("pageToken"), false);
 * ```
 */
export function isSecretName(name: string): boolean {
  if (!ANY_SECRET.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return words.some((word, at) => isSecretWord(word, words[at - 1]) || isSecretCompound(word)) || SECRET_NAMES.has(words.join(""));
}

function isSecretWord(word: string, before: string | undefined): boolean {
  if (!SECRET_WORDS.has(word)) return false;
  return before === undefined || !AMBIGUOUS_WORDS.has(word) || !HARMLESS_BEFORE.includes(before);
}

/** Whether several words written as one end like a secret; `nextpagetoken` is none, for the reason that `pageToken` is none. */
function isSecretCompound(word: string): boolean {
  if (SECRET_WORDS.has(word)) return false; // one word
  const stems = SECRET_ENDINGS.filter((ending) => word.endsWith(ending)).map((ending) => word.slice(0, -ending.length));
  return stems.some((stem) => !HARMLESS_BEFORE.some((harmless) => stem.endsWith(harmless)));
}
