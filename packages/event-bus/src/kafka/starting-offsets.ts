import type { LostNotice } from "../consumer-options.js";
import type { KafkaConsumer } from "./load-kafka.js";

/** Where to begin reading one partition. */
export interface StartingOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
}

/** Whose positions are looked up. */
export interface StartingOptions {
  readonly topic: string;
  readonly group: string;
  /** The partitions to begin with. */
  readonly partitions: readonly number[];
  readonly from: "start" | "end";
  readonly onLost: (notice: LostNotice) => void;
}

const EARLIEST = -2n;
const LATEST = -1n;

/**
 * Where the group has got to in these partitions, or where it begins. A beginning is stored at once: without that, a consumer
 * that dies before its first acknowledgement would begin at a later end, and what came in between were lost. Partitions that a
 * known group has not seen yet are read from their start.
 */
export async function startingOffsets(consumer: KafkaConsumer, options: StartingOptions): Promise<StartingOffset[]> {
  const { topic, group, partitions, from, onLost } = options;
  const { topics } = await consumer.metadata({ topics: [topic] });
  const all = Array.from({ length: topics.get(topic)?.partitionsCount ?? 0 }, (_, partition) => partition);
  const committed = (await consumer.listCommittedOffsets({ topics: [{ topic, partitions: all }] })).get(topic) ?? [];
  const isKnown = committed.some((offset) => offset >= 0n);
  const first = (await consumer.listOffsets({ topics: [topic], timestamp: EARLIEST })).get(topic) ?? [];
  const next = (await consumer.listOffsets({ topics: [topic], timestamp: LATEST })).get(topic) ?? [];
  const beginning = from === "start" || isKnown ? first : next;
  const starts = partitions.map((partition): StartingOffset => {
    const stored = committed[partition] ?? -1n;
    const start = first[partition] ?? 0n;
    if (stored >= 0n && stored < start) onLost({ group, partition, count: Number(start - stored) });
    if (stored < 0n) return { topic, partition, offset: beginning[partition] ?? 0n };
    const isThere = stored >= start && stored <= (next[partition] ?? stored); // behind the end where the topic was made anew
    return { topic, partition, offset: isThere ? stored : start };
  });
  const fresh = starts.filter(({ partition, offset }) => committed[partition] !== offset);
  if (fresh.length > 0) await consumer.commit({ offsets: fresh.map((start) => ({ ...start, leaderEpoch: -1 })) });
  return starts;
}
