import { redactUrl } from "@sluice/core-events";
import { parseRetryAfter } from "@sluice/resilience";
import { expect, test } from "vitest";
import { bodyDecoders } from "./body-decoders.js";
import { nctIdOf } from "./clinical-trials-document.js";
import { clinicalTrialsParametersSchema } from "./clinical-trials-parameters.js";
import { decodeJson } from "./decode-json.js";
import { HostPolicy } from "./host-policy.js";
import { isPublicAddress } from "./is-public-address.js";
import { nextLink } from "./next-link.js";
import { followRedirect } from "./redirect.js";

const LENGTH = 50_000;
const texts = [" ", "a", "0", "<", '"', ";", ",", "=", ":", "[", "/", "?&", "#x=", "Sun, ", "NCT0000000", "rel=next", "text/html ", "gzip,", "%", "api_key=", "\t", "::ffff:", "fields|", "@"].map((piece) =>
  piece.repeat(LENGTH / piece.length),
);
const hop = { url: new URL("https://example.org/"), headers: {}, redirects: 0 };

const readers: Readonly<Record<string, (text: string) => unknown>> = {
  "a Link header": (text) => nextLink(`<https://example.org/>; rel="${text}`) ?? nextLink(text),
  "a Retry-After": (text) => parseRetryAfter(text, { now: Date.now() }),
  "a Content-Encoding": (text) => bodyDecoders(text),
  "a Content-Type": (text) => decodeJson({ bytes: Buffer.from("{"), contentType: text, url: "" }),
  "a body": (text) => decodeJson({ bytes: Buffer.from(text), contentType: "", url: "" }),
  "an NCT number": (text) => nctIdOf({ protocolSection: { identificationModule: { nctId: text } } }),
  "a list of fields": (text) => clinicalTrialsParametersSchema.safeParse({ fields: text }),
  "a redirect": (text) => followRedirect(hop, 302, text),
  "an address": (text) => isPublicAddress(text),
  "an allowed host": (text) => new HostPolicy([text]),
  "a URL to redact": (text) => redactUrl(`https://example.org/?${text}`),
};

test.each(Object.keys(readers))("D31: 50,000 adversarial characters as %s take less than 50 ms each", (name) => {
  for (const text of texts) {
    const start = performance.now();
    try {
      readers[name]?.(text);
    } catch (error) {
      expect(error).toBeInstanceOf(Error); // refused, in time
    }
    expect(performance.now() - start, `${name}: ${text.slice(0, 10)}…`).toBeLessThan(50);
  }
});
