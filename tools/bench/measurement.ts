/** What one run in its own process cost. */
export interface Measurement {
  readonly documents: number;
  /** User and system time of all threads, collecting garbage included. */
  readonly cpuNsPerDocument: number;
  readonly wallMs: number;
  readonly peakRssBytes: number;
}
