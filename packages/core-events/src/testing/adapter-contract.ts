import assert from "node:assert/strict";
import type { AnyAdapter } from "../adapter.js";
import type { ContractCase } from "./contract-case.js";
import { endingCases } from "./ending-cases.js";
import { openFetch, type StartFetch } from "./open-fetch.js";
import { parsingCases } from "./parsing-cases.js";
import { readingCases } from "./reading-cases.js";

/** What {@link adapterContract} needs to know. */
export interface AdapterContractOptions {
  /** A fresh adapter, for each pass over the source. */
  readonly adapter: () => AnyAdapter | Promise<AnyAdapter>;
  /** Parameters of a source that holds at least two good records, on more than one page where it has pages. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  /** How many items the source yields, good and bad. */
  readonly items: number;
}

/**
 * The contract that every adapter keeps, as cases for any test runner: what it yields, that it can be read on from its marks,
 * that items can be parsed again, and how it ends. What it cannot see is a wait that ignores the signal: test that with a
 * server that does not answer.
 *
 * @example
 * ```ts
 * for (const { title, run } of adapterContract({ adapter: () => jsonl(), parameters: { input: file }, items: 3 })) test(title, run);
 * ```
 */
export function adapterContract({ adapter, parameters = {}, items }: AdapterContractOptions): ContractCase[] {
  const start: StartFetch = async (cursor = null) => openFetch(await adapter(), parameters, cursor);
  return [
    {
      title: "its name is lower-case words joined by hyphens",
      run: async () => assert.match((await adapter()).name, /^[a-z][a-z0-9]*(-[a-z0-9]+)*$/),
    },
    ...readingCases(start, items),
    ...parsingCases(start),
    ...endingCases(start),
  ];
}
