import type { Document } from "@sluice/core-events";
import { PROGRESS_INTERVAL, type SourceRecord } from "./job.ts";

/** The least a peer must make per document where events are asked for: literals like those of Sluice, by hand. */
export class PeerEvents {
  #sequence = 0;
  #completed = 0;

  started(record: SourceRecord): { type: "DocumentStarted"; docId: string } & Envelope {
    return { type: "DocumentStarted", ...this.#envelope(), docId: record.id };
  }

  completed(document: Document): { type: "DocumentCompleted"; document: Document } & Envelope {
    this.#completed += 1;
    return { type: "DocumentCompleted", ...this.#envelope(), document };
  }

  /** A progress event, if it is time for one. */
  progress(): ({ type: "BatchProgress"; completed: number } & Envelope) | null {
    if (this.#completed % PROGRESS_INTERVAL !== 0) return null;
    return { type: "BatchProgress", ...this.#envelope(), completed: this.#completed };
  }

  #envelope(): Envelope {
    this.#sequence += 1;
    return { sequence: this.#sequence, timestamp: Date.now(), runId: "bench" };
  }
}

interface Envelope {
  readonly sequence: number;
  readonly timestamp: number;
  readonly runId: string;
}
