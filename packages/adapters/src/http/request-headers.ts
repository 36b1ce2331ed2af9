import { validateHeaderName, validateHeaderValue } from "node:http";
import { isSecretName } from "@sluice/core-events";

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** @throws {TypeError} If a name or value cannot be sent. The value, which may be a secret, is not part of the message. */
export function checkedHeaders(headers: Headers): Headers {
  for (const [name, value] of Object.entries(headers)) {
    checked(`the header ${JSON.stringify(name)}: expected a name of letters, digits and hyphens`, () => validateHeaderName(name));
    checked(`the header ${name}: expected a text of one line in Latin-1`, () => validateHeaderValue(name, value));
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
}

function checked(what: string, validate: () => void): void {
  try {
    validate();
  } catch (cause) {
    throw new TypeError(`Cannot send ${what}, received something else`, { cause });
  }
}

/** The headers that may be sent to any origin: without credentials, cookies and whatever else is named as a secret. */
export function withoutCredentials(headers: Headers): Headers {
  return Object.fromEntries(Object.entries(headers).filter(([name]) => !isSecretName(name)));
}

/** The headers with the user information of a URL as Basic credentials, unless they have others. */
export function withUserInfo(headers: Headers, { username, password }: URL): Headers {
  if (username === "" || headers["authorization"] !== undefined) return headers;
  const plain = `${decodeURIComponent(username)}:${decodeURIComponent(password)}`;
  return { ...headers, authorization: `Basic ${Buffer.from(plain).toString("base64")}` };
}
