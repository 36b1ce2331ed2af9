const SECRET_WORDS = new Set([
  "auth", "authentication", "authorization", "bearer", "cookie", "credential", "credentials", "jwt", "key", "keys", "passphrase",
  "passwd", "password", "pwd", "secret", "secrets", "session", "sig", "signature", "token", "tokens",
]);
const SECRET_NAMES = new Set([
  "apikey", "accesskey", "secretkey", "privatekey", "accesstoken", "authtoken", "xapikey", "setcookie", "sessionid", "jsessionid", "phpsessid",
]);
const ANY_SECRET = /auth|bearer|cookie|credential|jwt|key|pass|pwd|secret|sess|sig|token/i; // part of every word and name above
const AMBIGUOUS_WORDS = new Set(["key", "keys", "token", "tokens"]);
const HARMLESS_BEFORE = new Set([
  "page", "next", "previous", "continuation", "resumption", "sync", "primary", "sort", "foreign", "max", "min",
]);

/**
 * Whether a parameter, header or query key of this name holds a secret: one of its words says so (`apiKey`, `x-api-key`,
 * `client_secret`). A token or key is none right behind a word that says what else it is for (`pageToken`, `sortKey`).
 */
export function isSecretName(name: string): boolean {
  if (!ANY_SECRET.test(name)) return false;
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  return words.some((word, at) => isSecretWord(word, words[at - 1])) || SECRET_NAMES.has(words.join(""));
}

function isSecretWord(word: string, before: string | undefined): boolean {
  if (!SECRET_WORDS.has(word)) return false;
  return before === undefined || !AMBIGUOUS_WORDS.has(word) || !HARMLESS_BEFORE.has(before);
}
