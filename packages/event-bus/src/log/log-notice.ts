/** Something a reader or a writer of a log came across and went on after, having been told so. */
export type LogNotice =
  /** The half line that a crash has left at the end of a file: not given out by a reader, cut off by a writer. */
  | { readonly kind: "torn-tail"; readonly file: string; readonly bytes: number; readonly offset: number }
  /** A line that holds no event was passed over. */
  | { readonly kind: "damaged-line"; readonly file: string; readonly line: number; readonly offset: number }
  /** These events are no longer in the log, both ends included. */
  | { readonly kind: "gap"; readonly from: number; readonly to: number }
  /** Retention has removed these events, both ends included. */
  | { readonly kind: "removed"; readonly from: number; readonly to: number; readonly bytes: number };
