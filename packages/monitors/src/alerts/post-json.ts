import { DeliveryError } from "./alert-channel.js";
import { retryAfterMs } from "./retry-after.js";

/** What is posted, and where. */
export interface JsonPost {
  readonly url: string;
  /** JSON. */
  readonly body: string;
  readonly headers?: Readonly<Record<string, string>>;
  /** Most time for the attempt, until the answer's head is there. */
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
}

const RETRYABLE = new Set([408, 425, 429]);
const MAX_ANSWER_CHARS = 200;

/**
 * Posts JSON, once. Redirects are not followed: an alert goes where the operator has said, and nowhere else.
 *
 * @throws {DeliveryError} For any answer but 2xx, and for none; it may repeat the answer's text, and never the address.
 * @throws The signal's reason.
 */
export async function postJson({ url, body, headers = {}, timeoutMs, signal }: JsonPost): Promise<void> {
  const deadline = AbortSignal.timeout(timeoutMs);
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: { "content-type": "application/json", "user-agent": "sluice", ...headers },
      redirect: "manual",
      signal: AbortSignal.any([signal, deadline]),
    });
    if (response.ok) await response.body?.cancel();
    else throw await refused(response);
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof DeliveryError) throw error;
    if (deadline.aborted) throw new DeliveryError(`expected an answer within ${timeoutMs} ms, received none`, { retryable: true });
    throw new DeliveryError(`expected an answer, received none (${reasonOf(error)})`, { retryable: true });
  }
}

async function refused(response: Response): Promise<DeliveryError> {
  const { status } = response;
  const text = await startOf(response);
  const said = text === "" ? "" : `: ${text}`;
  const wait = retryAfterMs(response.headers.get("retry-after"));
  return new DeliveryError(`expected status 2xx, received ${status}${said}`, { retryable: status >= 500 || RETRYABLE.has(status), status, retryAfterMs: wait });
}

/** The first words of an answer; that it breaks off is no news beside its status. */
async function startOf(response: Response): Promise<string> {
  let text = "";
  try {
    const decoder = new TextDecoder();
    for await (const chunk of (response.body ?? []) as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true });
      if (text.length >= MAX_ANSWER_CHARS) break; // which cancels the rest
    }
  } catch {
    return text.slice(0, MAX_ANSWER_CHARS).trim();
  }
  return text.slice(0, MAX_ANSWER_CHARS).trim();
}

/** The code of what went wrong below HTTP; the messages would name the host. */
function reasonOf(error: unknown): string {
  for (let at: unknown = error; at instanceof Error; at = at.cause) {
    if ("code" in at && typeof at.code === "string") return at.code;
    if (at.message === "bad port") return "a port that fetch refuses to connect to";
  }
  return error instanceof Error ? error.name : typeof error;
}
