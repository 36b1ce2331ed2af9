import { BusReports, type ReportOptions } from "./bus-reports.js";
import { Dispatcher } from "./dispatcher.js";

/** What every bus that hands events out can be told. */
export interface BusOptions extends ReportOptions {
  /** How long closing waits for handlers that are running, in milliseconds. @default 5000 */
  readonly closeTimeoutMs?: number | undefined;
  /**
   * How many events may be published without awaiting `publish()` while a `wait` subscription is full, before `publish()` throws.
   * @default 10_000
   */
  readonly maxUnawaited?: number | undefined;
}

/** The parts of a bus that its options make. */
export interface BusParts {
  readonly reports: BusReports;
  readonly dispatcher: Dispatcher;
  readonly closeTimeoutMs: number;
}

/** @throws {RangeError} If an option is out of range. */
export function busParts(options: BusOptions): BusParts {
  const { closeTimeoutMs = 5000, maxUnawaited = 10_000 } = options;
  if (!(closeTimeoutMs >= 0 && closeTimeoutMs < 2 ** 31)) throw new RangeError(`Cannot open a bus: closeTimeoutMs must be from 0 to 2147483647, received ${closeTimeoutMs}`);
  if (!(maxUnawaited >= 0)) throw new RangeError(`Cannot open a bus: maxUnawaited must be a number >= 0, received ${maxUnawaited}`);
  const reports = new BusReports(options);
  return { reports, closeTimeoutMs, dispatcher: new Dispatcher({ reports, closeTimeoutMs, maxUnawaited }) };
}
