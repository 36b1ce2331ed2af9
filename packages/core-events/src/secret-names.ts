const SECRET_WORDS = new Set([
  "auth", "authorization", "cookie", "credential", "credentials", "jwt", "key", "keys", "passphrase", "passwd", "password",
  "pwd", "secret", "secrets", "session", "sig", "signature", "token", "tokens",
]);
const SECRET_NAMES = new Set(["apikey", "accesskey", "secretkey", "privatekey", "accesstoken", "authtoken", "xapikey", "setcookie"]);
const PAGING_WORDS = new Set(["page", "next", "previous", "continuation", "resumption", "sync", "primary", "sort", "foreign"]);

/**
 * Whether a parameter, header or query key of this name holds a secret: one of its words says so (`apiKey`, `x-api-key`,
 * `client_secret`), unless it is a paging token or a sort key.
 */
export function isSecretName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== "");
  if (words.some((word) => PAGING_WORDS.has(word))) return false;
  return words.some((word) => SECRET_WORDS.has(word)) || SECRET_NAMES.has(words.join(""));
}
