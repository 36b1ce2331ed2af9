import { errorTypeOf } from "@sluice/core-events";
import { HttpClient } from "../http-client.js";

/** What `bomb-memory.ts` prints. */
export interface BombMemory {
  readonly outcome: string;
  readonly growthBytes: number;
}

/** `node bomb-memory.ts <url>`: one request, with the default limits, and how far the resident set grew for it. */
const [url = ""] = process.argv.slice(2);
await using client = new HttpClient({ allowHosts: ["127.0.0.1"], retry: { maxAttempts: 1 } });
await client.getJson(`${url}/small`);
const before = process.memoryUsage.rss();
const outcome = await client.getJson(url).then(() => "fetched", errorTypeOf);
const growthBytes = process.resourceUsage().maxRSS * 1024 - before;
process.stdout.write(JSON.stringify({ outcome, growthBytes }));
