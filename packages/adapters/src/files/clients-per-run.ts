import { HttpClient } from "../http/http-client.js";
import { checkHttpOptions, type HttpClientOptions } from "../http/http-client-options.js";
import { PerRun } from "../references/per-run.js";

/**
 * The HTTP clients of adapters that fetch as they parse: one for each run, with one attempt per request, since the run itself tries
 * a failed document again.
 *
 * @throws {TypeError} If a header or an allowed host is invalid.
 * @throws {RangeError} If a limit is out of range.
 */
export function clientsPerRun(http: Omit<HttpClientOptions, "maxBodyBytes" | "retry">, { maxFileBytes }: { readonly maxFileBytes: number }): PerRun<HttpClient> {
  const options = { ...http, maxBodyBytes: maxFileBytes, retry: { maxAttempts: 1 } };
  checkHttpOptions(options);
  return new PerRun(() => new HttpClient(options));
}
