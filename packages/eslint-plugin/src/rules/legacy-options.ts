import type { JSONSchema4 } from "@typescript-eslint/utils/json-schema";

/** What `no-legacy-run-async` may be told. */
export interface LegacyOptions {
  /** Check what imports, annotations and classes of the file itself show where types are missing. @default true */
  readonly syntacticFallback?: boolean;
  /** The contract of `runAsync` where no types tell it; `auto` goes by what is done with the result. @default "auto" */
  readonly from?: "auto" | "0.x" | "1.x";
}

export const legacyOptionsSchema: readonly JSONSchema4[] = [
  {
    type: "object",
    properties: {
      syntacticFallback: { type: "boolean", description: "Check what imports, annotations and classes of the file itself show where types are missing." },
      from: { type: "string", enum: ["auto", "0.x", "1.x"], description: "The contract of runAsync where no types tell it; auto goes by what is done with the result." },
    },
    additionalProperties: false,
  },
];
