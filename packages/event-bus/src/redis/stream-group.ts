import type { LostNotice } from "../consumer-options.js";
import type { RedisClient } from "./load-redis.js";

/** A message of a stream. */
export interface StreamMessage {
  readonly id: string;
  readonly message: Readonly<Record<string, string>>;
}

/** What a read of a group gave. */
export interface GroupRead {
  readonly messages: readonly StreamMessage[];
  /** How many events the stream had lost before them that this group never got. */
  readonly lost: number;
}

/** Whose messages are read. */
export interface StreamMember {
  readonly stream: string;
  readonly group: string;
  readonly consumer: string;
}

/** Makes the group if it is not there. */
export async function ensureGroup(client: RedisClient, { stream, group }: StreamMember, from: "start" | "end"): Promise<void> {
  try {
    if (from === "end") await client.xGroupCreate(stream, group, "$", { MKSTREAM: true });
    else await client.xGroupCreate(stream, group, "0", { MKSTREAM: true, ENTRIESREAD: await removedSoFar(client, stream) });
  } catch (error) {
    if (!(error instanceof Error && error.message.startsWith("BUSYGROUP"))) throw error; // it is there already
  }
}

/** How many messages a stream has had that are gone: a new group does not miss them. */
async function removedSoFar(client: RedisClient, stream: string): Promise<number> {
  if ((await client.exists(stream)) === 0) return 0;
  return removedOf(await client.xInfoStream(stream));
}

/** The next messages that nobody of the group has got; at once, if there are any. */
export async function readNew(client: RedisClient, { stream, group, consumer }: StreamMember, count: number): Promise<GroupRead> {
  const transaction = client.multi().xInfoGroups(stream).xInfoStream(stream).xReadGroup(group, consumer, { key: stream, id: ">" }, { COUNT: count });
  const [groups, info, read] = await transaction.execTyped(); // in one, so that a loss is told once
  const messages = messagesOf(read);
  const known = groups.find(({ name }) => name === group);
  const isBehind = messages[0] !== undefined && messages[0].id === info["first-entry"]?.id;
  const got = known?.["entries-read"]; // not counted on where nothing was removed: servers before 7.2 do not mend it after a loss
  return { messages, lost: isBehind && typeof got === "number" ? Math.max(0, removedOf(info) - got) : 0 };
}

function removedOf(info: { readonly "entries-added": number; readonly length: number }): number {
  return info["entries-added"] - info.length;
}

/** Waits for a message that nobody of the group has got. */
export async function awaitNew(client: RedisClient, { stream, group, consumer }: StreamMember, { count, blockMs }: { readonly count: number; readonly blockMs: number }): Promise<GroupRead> {
  const read = await client.xReadGroup(group, consumer, { key: stream, id: ">" }, { COUNT: count, BLOCK: blockMs });
  return { messages: messagesOf(read), lost: 0 };
}

/** What a consumer has got before and not acknowledged, without what it has in hand now. */
export async function readOwn(client: RedisClient, member: StreamMember, options: { readonly inHand: ReadonlySet<string>; readonly count: number }): Promise<GroupRead> {
  const { stream, group, consumer } = member;
  const ids: string[] = [];
  for (let start = "-"; ids.length < options.count; ) {
    const page = await client.xPendingRange(stream, group, start, "+", 1_000, { consumer });
    ids.push(...page.map(({ id }) => id).filter((id) => !options.inHand.has(id)));
    if (page.length < 1_000) break;
    start = `(${page.at(-1)?.id ?? "+"}`;
  }
  const wanted = ids.slice(0, options.count);
  if (wanted.length === 0) return { messages: [], lost: 0 };
  const claimed = (await client.xClaim(stream, group, consumer, 0, wanted)).filter((message) => message !== null);
  const lost = wanted.length - claimed.length; // the server forgets ids whose message is gone
  return { messages: claimed, lost };
}

/** Takes over what consumers of the group have that have not been heard of for so long, one page at a time. */
export async function takeOver(client: RedisClient, { stream, group, consumer }: StreamMember, options: { readonly idleMs: number; readonly cursor: string; readonly count: number }): Promise<GroupRead & { readonly cursor: string }> {
  const { nextId, messages, deletedMessages } = await client.xAutoClaim(stream, group, consumer, options.idleMs, options.cursor, { COUNT: options.count });
  return { cursor: nextId, messages: messages.filter((message) => message !== null), lost: deletedMessages.length };
}

/** Tells the group that the consumer lives, so that nobody takes over what it has in hand. */
export async function keepAlive(client: RedisClient, { stream, group, consumer }: StreamMember, inHand: ReadonlySet<string>): Promise<void> {
  for (let start = "-"; inHand.size > 0; ) {
    const page = await client.xPendingRange(stream, group, start, "+", 1_000, { consumer }); // not what another has taken over meanwhile
    const ids = page.map(({ id }) => id).filter((id) => inHand.has(id));
    if (ids.length > 0) await client.xClaimJustId(stream, group, consumer, 0, ids);
    if (page.length < 1_000) return;
    start = `(${page.at(-1)?.id ?? "+"}`;
  }
}

/** Whether the group is gone, with its stream or without. */
export function isWithoutGroup(error: unknown): boolean {
  return error instanceof Error && (error.message.includes("NOGROUP") || isWithoutGroup(error.cause));
}

export function lostNotice(group: string, count: number): LostNotice {
  return { group, partition: null, count };
}

function messagesOf(read: readonly { readonly messages: readonly StreamMessage[] }[] | null): readonly StreamMessage[] {
  return read?.[0]?.messages ?? [];
}
