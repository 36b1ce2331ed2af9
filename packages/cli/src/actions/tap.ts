import { fileLogReader, matcherOf } from "@sluice/event-bus";
import type { Flags } from "../config/flags-to-config.js";
import { EntryOutput } from "../log/entry-output.js";
import { findLog } from "../log/find-log.js";
import { parsePlace } from "../log/parse-place.js";
import { Reading } from "../log/reading.js";
import { TapSession } from "../log/tap-session.js";
import { isBeingWritten } from "../log/writer-liveness.js";
import { displayPath } from "../output/display-path.js";
import { asUsageError } from "../run/usage-of-pipeline.js";
import type { Session } from "../session.js";

/** `sluice tap`: follows a run that another process is at, without disturbing it, until the run ends. Ctrl-C leaves the run alone. */
export async function tap(named: string | undefined, flags: Flags, session: Session): Promise<number> {
  const { io, terminal } = session;
  const found = await findLog(named, flags, io.cwd);
  const log = fileLogReader(found.directory);
  using reading = new Reading(session);
  const types = (flags["type"] as string[] | undefined) ?? "*"; // commander collects texts
  const matches = asUsageError(() => matcherOf(types));
  const isLive = await isBeingWritten(found);
  const { last } = await log.range();
  const from = typeof flags["from"] === "string" ? parsePlace(flags["from"], "--from", io.now()) : last + 1;
  if (!isLive && flags["wait"] !== true && flags["from"] === undefined) {
    terminal.line(`no run is under way in ${displayPath(found.directory, io.cwd)}; --from 1 shows what it holds, --wait waits for a run`, "warning");
    return 0;
  }
  const output = EntryOutput.of(reading.writer, { json: flags["json"] === true });
  const following = new TapSession({ log, found, reading, output, terminal, matches }, isLive || flags["wait"] !== true);
  await reading.run(() => following.follow(from));
  return 0;
}
