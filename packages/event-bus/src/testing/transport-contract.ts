import assert from "node:assert/strict";
import type { ContractCase } from "@sluice/core-events/testing";
import type { EventTransport, ReceivedEntry, TransportEntry } from "../event-transport.js";

/** One transport under test, on a fresh and empty topic, stream or queue. */
export interface TransportUnderTest {
  readonly transport: EventTransport;
  /** Every entry the system holds now, in order, as another client of it finds them. */
  readonly received: () => Promise<readonly TransportEntry[]>;
}

/** What {@link transportContract} needs to know. */
export interface TransportContractOptions {
  /** Called once per case. */
  readonly open: () => Promise<TransportUnderTest>;
  /** How long an entry may take to come back, in milliseconds. @default 10_000 */
  readonly timeoutMs?: number;
}

/** The contract that every transport keeps, as cases for any test runner; those on consuming only where it can. */
export function transportContract({ open, timeoutMs = 10_000 }: TransportContractOptions): ContractCase[] {
  return [
    {
      title: "what publish() acknowledges is there, equal and in order",
      run: async () => {
        const { transport, received } = await open();
        await using _ = transport;
        await transport.publish(awkward.slice(0, 2), { signal: never() });
        await transport.publish(awkward.slice(2), { signal: never() });
        assert.deepEqual(await received(), awkward);
      },
    },
    {
      title: "no entries are nothing to do",
      run: async () => {
        const { transport, received } = await open();
        await using _ = transport;
        await transport.publish([], { signal: never() });
        assert.deepEqual(await received(), []);
      },
    },
    {
      title: "an aborted signal ends publish() with its reason",
      run: async () => {
        const { transport } = await open();
        await using _ = transport;
        const reason = new Error("stop");
        await assert.rejects(() => transport.publish(awkward, { signal: AbortSignal.abort(reason) }), reason);
      },
    },
    {
      title: "a group consumes everything from the start, in order",
      run: async () => {
        const { transport } = await open();
        await using _ = transport;
        await transport.publish(awkward, { signal: never() });
        const seen = await take(transport, { consumer: "c1", count: awkward.length, timeoutMs });
        assert.deepEqual(seen?.map(plain) ?? awkward, awkward);
      },
    },
    {
      title: "what a consumer has not acknowledged comes again",
      run: async () => {
        const { transport } = await open();
        await using _ = transport;
        await transport.publish(awkward, { signal: never() });
        const first = await take(transport, { consumer: "c1", count: 3, timeoutMs, acknowledges: 1 });
        const again = await take(transport, { consumer: "c1", count: awkward.length - 1, timeoutMs });
        assert.deepEqual(again?.map(plain) ?? awkward.slice(1), awkward.slice(1));
        assert.deepEqual(first?.map(plain) ?? awkward.slice(0, 3), awkward.slice(0, 3));
      },
    },
  ];
}

interface Taking {
  readonly consumer: string;
  readonly count: number;
  readonly timeoutMs: number;
  /** How many of them are acknowledged. @default all */
  readonly acknowledges?: number;
}

/** The next entries of the group; `null` if the transport cannot consume. */
async function take(transport: EventTransport, { consumer, count, timeoutMs, acknowledges = count }: Taking): Promise<ReceivedEntry[] | null> {
  if (transport.consume === undefined) return null;
  const signal = AbortSignal.timeout(timeoutMs);
  const entries: ReceivedEntry[] = [];
  for await (const entry of transport.consume({ group: "contract", consumer, from: "start", signal })) {
    entries.push(entry);
    if (entries.length <= acknowledges) await entry.ack();
    if (entries.length === count) break;
  }
  return entries;
}

function plain({ event, offset }: TransportEntry): TransportEntry {
  return { event, offset };
}

function never(): AbortSignal {
  return new AbortController().signal;
}

const awkward: readonly TransportEntry[] = ["fern", "line\nfeed\r", "\u2028 \0", "ä".repeat(10_000), "\ud83c\udf3f"].map((text, index) => ({
  offset: index === 4 ? null : index + 1,
  event: { type: "AdapterEvent", version: 1, sequence: index + 1, timestamp: 0, runId: "contract", pipelineId: "p", adapter: "a", name: "text", payload: { text } },
}));
