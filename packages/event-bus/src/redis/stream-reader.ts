import { untilAborted } from "../until-aborted.js";
import type { ConsumeOptions } from "../event-transport.js";
import type { StreamConsumerParts } from "./consume-stream.js";
import { InHand } from "./in-hand.js";
import type { RedisClient } from "./load-redis.js";
import { awaitNew, ensureGroup, type GroupRead, isWithoutGroup, keepAlive, lostNotice, readNew, readOwn, type StreamMember, type StreamMessage, takeOver } from "./stream-group.js";

const BATCH = 100;
const BLOCK_MS = 1_000;

/** A message, and whether somebody of the group has had it before. */
export interface ReadMessage extends StreamMessage {
  readonly redelivered: boolean;
}

/** Reads for one consumer of a group: first what it had before, then what dead consumers had, then what is new. */
export class StreamReader implements AsyncDisposable {
  readonly #parts: StreamConsumerParts;
  readonly #member: StreamMember;
  readonly #signal: AbortSignal | undefined;
  readonly #inHand: InHand;
  readonly #heartbeat: NodeJS.Timeout;
  #from: "start" | "end";
  #isStarted = false;
  #hasOwn = true;
  #takeOverCursor = "0-0";
  #takeOverDue = 0;
  #isClosed = false;

  constructor(parts: StreamConsumerParts, { group, consumer, from = "end", signal }: ConsumeOptions) {
    const { stream, takeOverAfterMs, limits } = parts.plan;
    this.#parts = parts;
    this.#member = { stream, group, consumer };
    this.#signal = signal;
    this.#from = from;
    this.#inHand = new InHand(limits.maxUnacknowledged);
    this.#heartbeat = setInterval(() => void this.#beat(), takeOverAfterMs / 3);
  }

  /** The next messages, as soon as there are any, or none after a while. @throws What is wrong with the server or the connection. */
  async next(): Promise<ReadMessage[]> {
    await untilAborted(this.#inHand.whenRoom(), this.#signal);
    try {
      const { messages, redelivered } = await this.#parts.reading.use("consume from Redis", async (client) => await this.#read(client), this.#signal);
      for (const { id } of messages) this.#inHand.add(id);
      return messages.map((message) => ({ ...message, redelivered }));
    } catch (error) {
      if (isWithoutGroup(error)) this.#from = "start"; // the server has lost the group, and what comes now is all new
      throw error;
    }
  }

  /** After a failure: an answer may have been lost, and what was in it is this consumer's now. */
  startOver(): void {
    this.#isStarted = false;
    this.#hasOwn = true;
  }

  async acknowledge(id: string): Promise<void> {
    const { stream, group } = this.#member;
    try {
      await this.#parts.telling.use("acknowledge to Redis", async (client) => await client.xAck(stream, group, id));
    } catch (error) {
      this.#hasOwn = true; // so that it comes again
      throw error;
    } finally {
      this.#inHand.remove(id);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    clearInterval(this.#heartbeat);
    await Promise.resolve();
  }

  async #read(client: RedisClient): Promise<{ messages: readonly StreamMessage[]; redelivered: boolean }> {
    if (!this.#isStarted) await ensureGroup(client, this.#member, this.#from);
    this.#isStarted = true;
    const count = Math.min(BATCH, this.#inHand.room);
    const again = this.#told((await this.#readOwn(client, count)) ?? (await this.#takeOver(client, count)));
    if (again.length > 0) return { messages: again, redelivered: true };
    const now = this.#told(await readNew(client, this.#member, count));
    if (now.length > 0) return { messages: now, redelivered: false };
    return { messages: this.#told(await awaitNew(client, this.#member, { count, blockMs: BLOCK_MS })), redelivered: false };
  }

  async #readOwn(client: RedisClient, count: number): Promise<GroupRead | null> {
    if (!this.#hasOwn) return null;
    this.#hasOwn = false;
    const read = await readOwn(client, this.#member, { inHand: this.#inHand.keys, count });
    this.#hasOwn ||= read.messages.length === count; // there may be more
    return read.messages.length + read.lost === 0 ? null : read;
  }

  async #takeOver(client: RedisClient, count: number): Promise<GroupRead> {
    const { takeOverAfterMs } = this.#parts.plan;
    if (performance.now() < this.#takeOverDue) return { messages: [], lost: 0 };
    const read = await takeOver(client, this.#member, { idleMs: takeOverAfterMs, cursor: this.#takeOverCursor, count });
    this.#takeOverCursor = read.cursor;
    if (read.cursor === "0-0") this.#takeOverDue = performance.now() + takeOverAfterMs / 2;
    return { ...read, messages: read.messages.filter(({ id }) => !this.#inHand.keys.has(id)) };
  }

  #told({ messages, lost }: GroupRead): readonly StreamMessage[] {
    if (lost > 0) this.#parts.plan.limits.onLost(lostNotice(this.#member.group, lost));
    return messages;
  }

  async #beat(): Promise<void> {
    if (this.#inHand.keys.size === 0) return;
    try {
      await this.#parts.telling.use("keep events of Redis", async (client) => await keepAlive(client, this.#member, this.#inHand.keys));
    } catch (error) {
      if (!this.#isClosed) this.#parts.plan.limits.onError(error);
    }
  }
}
