import type { Document } from "../document.js";
import type { Sink } from "../sink.js";
import { commitCases } from "./commit-cases.js";
import type { ContractCase } from "./contract-case.js";
import { cutBackCases } from "./cut-back-cases.js";

/** One target under test. */
export interface SinkUnderTest {
  readonly sink: Sink;
  /** The documents the target holds now, in any order, as a reader would find them. */
  readonly read: () => Promise<readonly Document[]>;
  /** Removes the target's data behind the sink's back. */
  readonly erase: () => Promise<void>;
}

/** What {@link sinkContract} needs to know. */
export interface SinkContractOptions {
  /** A sink on a fresh, empty target; called once per case. */
  readonly target: () => Promise<SinkUnderTest>;
  /**
   * What the sink promises: each document `once`, or `at-least-once` where nothing can be cut back or looked at again, as in a
   * pipe; then the cases about that are left out. @default "once"
   */
  readonly delivery?: "once" | "at-least-once";
}

/**
 * The contract that every sink keeps, as cases for any test runner: what a commit covers survives, what it does not is cut
 * back when the sink is opened at the position of the last commit.
 *
 * @example
 * ```ts
 * const target = async () => ({ sink: rowsSink(table), read: async () => table.documents(), erase: async () => table.drop() });
 * for (const { title, run } of sinkContract({ target })) test(title, run);
 * ```
 */
export function sinkContract({ target, delivery = "once" }: SinkContractOptions): ContractCase[] {
  return delivery === "once" ? [...commitCases(target), ...cutBackCases(target)] : commitCases(target);
}
