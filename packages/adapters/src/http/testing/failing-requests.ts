import { getEventListeners } from "node:events";
import { errorTypeOf } from "@sluice/core-events";
import { HttpClient } from "../http-client.js";

/** What `failing-requests.ts` prints. */
export interface FailingRequests {
  readonly errors: Readonly<Record<string, number>>;
  readonly successes: number;
  readonly listeners: number;
  /** What still was open right after the client was closed. */
  readonly resources: readonly string[];
}

/** `node failing-requests.ts <url> <count>`: so many requests, 50 at a time, whatever comes of them; then nothing must be left. */
const [url = "", count = "0"] = process.argv.slice(2);
const { signal } = new AbortController();
const errors: Record<string, number> = {};
let successes = 0;
let sent = 0;
{
  await using client = new HttpClient({ allowHosts: ["127.0.0.1"], maxSockets: 4, policy: { retry: { maxAttempts: 1 }, timeoutMs: 5_000 } });
  const worker = async (): Promise<void> => {
    while (sent < Number(count)) {
      sent += 1;
      try {
        await client.getJson(`${url}/${sent}`, { signal });
        successes += 1;
      } catch (error) {
        errors[errorTypeOf(error)] = (errors[errorTypeOf(error)] ?? 0) + 1;
      }
    }
  };
  await Promise.all(Array.from({ length: 50 }, worker));
}
await new Promise((resolve) => setTimeout(resolve, 50)); // sockets close with the next turns of the event loop
const resources = process.getActiveResourcesInfo().filter((name) => name.startsWith("TCP") || name === "Timeout");
process.stdout.write(JSON.stringify({ errors, successes, listeners: getEventListeners(signal, "abort").length, resources }));
