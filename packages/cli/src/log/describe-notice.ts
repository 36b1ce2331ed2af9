import type { LogNotice } from "@sluice/event-bus";
import { formatBytes } from "../output/format.js";

/** What a reader of a log has come across, for people. */
export function describeNotice(notice: LogNotice): string {
  switch (notice.kind) {
    case "torn-tail":
      return `torn tail: ${formatBytes(notice.bytes)} of a half line end ${notice.file}, behind offset ${notice.offset - 1}; not read`;
    case "damaged-line":
      return `damaged: line ${notice.line} of ${notice.file} holds no event; offset ${notice.offset} is passed over`;
    case "gap":
      return `gap: offsets ${notice.from} to ${notice.to} are no longer in the log`;
    case "removed":
      return `removed: offsets ${notice.from} to ${notice.to}, ${formatBytes(notice.bytes)}`;
  }
}
