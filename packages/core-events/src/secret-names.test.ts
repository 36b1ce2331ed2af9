import { expect, test } from "vitest";
import { isSecretName } from "./secret-names.js";

test.each([
  "auth", "authentication", "credential", "passphrase", "signature", "secrets", "keys", "tokens", "x_api_key", "php-sess-id",
  "apiKey", "api_key", "api-key", "APIKEY", "apikey", "x-api-key", "X-Goog-Api-Key", "Authorization", "Proxy-Authorization", "Cookie",
  "Set-Cookie", "password", "dbPassword", "DB_PASSWORD", "passwd", "pwd", "secret", "client_secret", "clientSecret", "token",
  "access_token", "accessToken", "refreshToken", "id_token", "idToken", "X-Amz-Signature", "X-Amz-Security-Token", "sig", "key", "jwt",
  "session", "JSESSIONID", "credentials", "aws_secret_access_key", "AWSAccessKeyId", "page_access_token", "primaryPassword", "bearer",
  "pass", "SMTP_PASS", "passcode", "client_assertion", "clientsecret", "apisecret", "apitoken", "usertoken", "authkey", "dbpassword", "xapikey", "api key",
])("%s names a secret", (name) => expect(isSecretName(name)).toBe(true));

test.each([
  "pageToken", "nextPageToken", "next_page_token", "page_token", "continuationToken", "resumptionToken", "syncToken", "sortKey",
  "sort_key", "primaryKey", "foreign_key", "maxTokens", "query", "query.cond", "cursor", "keyword", "keywords", "monkey", "author",
  "authors", "nextpagetoken", "pagetoken", "synctoken", "maxtokens", "passage", "bypass", "compass", "assertions", "tokenizer", "secretary", "signal", "designation", "www-authenticate", "Content-Type", "", "-", "äöü",
])("%s names none", (name) => expect(isSecretName(name)).toBe(false));
