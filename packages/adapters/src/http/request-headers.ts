import { validateHeaderName, validateHeaderValue } from "node:http";
import { isSecretName } from "@sluice/core-events";

/** Headers by lower-case name. */
export type Headers = Readonly<Record<string, string>>;

/** @throws {TypeError} If a name or value cannot be sent. */
export function checkedHeaders(headers: Headers): Headers {
  for (const [name, value] of Object.entries(headers)) {
    validateHeaderName(name);
    validateHeaderValue(name, value);
  }
  return Object.fromEntries(Object.entries(headers).map(([name, value]) => [name.toLowerCase(), value]));
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
