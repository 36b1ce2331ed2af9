import type { DocumentFailed } from "@sluice/core-events";

/** Failures that are alike. */
export interface FailureReason {
  readonly errorType: string;
  /** The error with the document's id and all numbers taken out. */
  readonly error: string;
  readonly count: number;
}

/** Most kinds of failure that are told apart; memory must not grow with the number of documents. */
const MAX_REASONS = 1000;
const OTHER = { errorType: "other", error: "other failures" };

/** Groups failures by what went wrong, whatever document it happened to. */
export class FailureReasons {
  readonly #reasons = new Map<string, { errorType: string; error: string; count: number }>();

  add({ docId, error, errorType }: DocumentFailed): void {
    const general = generalise(error, docId);
    const key = `${errorType}\n${general}`;
    const known = this.#reasons.get(key);
    if (known !== undefined) known.count += 1;
    else if (this.#reasons.size < MAX_REASONS) this.#reasons.set(key, { errorType, error: general, count: 1 });
    else this.#other().count += 1;
  }

  /** The most frequent reasons, most frequent first. */
  top(count: number): FailureReason[] {
    return [...this.#reasons.values()].sort((a, b) => b.count - a.count).slice(0, count);
  }

  #other(): { count: number } {
    const other = this.#reasons.get("") ?? { ...OTHER, count: 0 };
    this.#reasons.set("", other);
    return other;
  }
}

/** A short id is part of many words, which stay. */
function withoutWord(text: string, word: string): string {
  const isLetter = (character: string | undefined): boolean => character !== undefined && /[\p{L}\p{N}]/u.test(character);
  return text.replaceAll(word, (found, at: number) => (isLetter(text[at - 1]) || isLetter(text[at + word.length]) ? found : "…"));
}

function generalise(error: string, docId: string | null): string {
  const withoutId = docId === null || docId === "" ? error : withoutWord(error, docId);
  const general = withoutId.replace(/\d+/g, "N");
  return general.length > 200 ? `${general.slice(0, 199)}…` : general;
}
