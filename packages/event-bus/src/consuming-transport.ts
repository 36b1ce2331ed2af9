import type { ConsumeOptions, EventTransport, ReceivedEntry } from "./event-transport.js";

/** A transport that can consume, too. */
export interface ConsumingTransport extends EventTransport {
  /** Goes on over all outages of the broker, until the loop is left or the signal aborts, which makes it throw the reason. */
  consume(options: ConsumeOptions): AsyncIterable<ReceivedEntry>;
}
