/** A number as it was written, which `JSON.stringify` writes back unchanged. */
export interface RawJson {
  readonly rawJSON: string;
}

/** What a reviver is told beside key and value: the source text of a primitive. */
export interface ReviverContext {
  readonly source?: string;
}

type ExactJson = Omit<JSON, "parse"> & {
  parse(text: string, reviver: (key: string, value: unknown, context: ReviverContext) => unknown): unknown;
  rawJSON(text: string): RawJson;
  isRawJSON(value: unknown): value is RawJson;
};

/** `JSON` with source text access, which Node has and TypeScript's library does not know yet. */
export const exactJson = JSON as unknown as ExactJson; // same object, newer type
