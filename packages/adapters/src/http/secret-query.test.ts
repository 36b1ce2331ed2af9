import { expect, test } from "vitest";
import { SecretQuery } from "./secret-query.js";

const secrets = new SecretQuery(new URL("https://user:pass@api.example/items?api_key=k&api_key=l&q=fern"));

test("the secrets of the first URL are kept out of cursors", () => {
  expect(secrets.strip(new URL("https://user:pass@api.example/items?api_key=k&q=fern&page=2")).href).toBe("https://api.example/items?q=fern&page=2");
});

test("they are put back for the same origin, once", () => {
  expect(secrets.restore(new URL("https://api.example/items?page=2&api_key=k")).href).toBe("https://user:pass@api.example/items?page=2&api_key=k&api_key=l");
});

test("another origin never gets them", () => {
  expect(secrets.restore(new URL("https://evil.example/items?page=2")).href).toBe("https://evil.example/items?page=2");
});

test("what the first URL did not carry is no secret of ours", () => {
  expect(secrets.strip(new URL("https://api.example/items?token=next")).href).toBe("https://api.example/items?token=next");
});
