import { channel } from "node:diagnostics_channel";
import { expect, test } from "vitest";
import { BudgetWatch } from "./budget-watch.js";

const announce = (origin: string, path: string, headers: Readonly<Record<string, string>>): void => {
  const raw = Object.entries(headers).flatMap(([name, value]) => [Buffer.from(name), Buffer.from(value)]);
  channel("undici:request:headers").publish({ request: { origin, path }, response: { statusCode: 429, headers: raw } });
};

test("headers are seen of requests of the listing alone, and until its disposal", () => {
  const watch = new BudgetWatch(new URL("https://api.example.org/works?filter=a&api_key=mine"));
  const remaining = (): number | null | undefined => watch.last?.budget.remaining;
  watch.start();
  announce("https://other.example.org", "/works?api_key=mine", { "x-ratelimit-remaining": "1" });
  announce("https://api.example.org", "/authors?api_key=mine", { "x-ratelimit-remaining": "2" });
  announce("https://api.example.org", "/works?api_key=theirs", { "x-ratelimit-remaining": "3" });
  expect(watch.last).toBeNull();
  announce("https://api.example.org", "/works?filter=a&cursor=x&api_key=mine", { "X-RateLimit-Remaining": "4", "Retry-After": "7" });
  expect(watch.last).toMatchObject({ statusCode: 429, retryAfter: "7", budget: { remaining: 4 } });
  watch[Symbol.dispose]();
  announce("https://api.example.org", "/works?api_key=mine", { "x-ratelimit-remaining": "5" });
  expect(remaining()).toBe(4);
});
