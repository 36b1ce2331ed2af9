import type { EventTransport } from "@sluice/event-bus";

/** The same transport, which says when the other side has acknowledged something. */
export function tellingTransport(transport: EventTransport, onSuccess: () => void): EventTransport {
  return {
    name: transport.name,
    async publish(entries, options) {
      await transport.publish(entries, options);
      onSuccess();
    },
    [Symbol.asyncDispose]: () => transport[Symbol.asyncDispose](),
  };
}
