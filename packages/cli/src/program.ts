import { Command } from "commander";
import { registerAdapters } from "./commands/adapters.js";
import { registerAlerts } from "./commands/alerts.js";
import { registerCompletion } from "./commands/completion.js";
import { registerDoctor } from "./commands/doctor.js";
import { registerEventLog } from "./commands/event-log.js";
import { registerForward } from "./commands/forward.js";
import { registerIngest } from "./commands/ingest.js";
import { registerMigration } from "./commands/migration.js";
import { registerResume } from "./commands/resume.js";
import { registerRetryFailed } from "./commands/retry-failed.js";
import { registerStatus } from "./commands/status.js";
import type { Session } from "./session.js";
import { readVersion } from "./version.js";

const AFTER_HELP = `
Exit codes: 0 ok, 1 failed, 2 usage or configuration, 3 too many failed documents (--max-failed),
  4 stopped by early validation or a rule, 5 another process holds the run, 130/143 stopped by a signal (resumable)
`;

/** Every command with its options. Actions are imported when they are used, so that help costs no more than the parser. */
export async function createProgram(session: Session, argv: readonly string[]): Promise<Command> {
  const { stdout, stderr } = session.io;
  const program = new Command("sluice")
    .description("Ingest documents as a stream: live progress, early stop, kill-safe resume")
    .version(readVersion())
    .exitOverride()
    .enablePositionalOptions()
    .showHelpAfterError("(sluice --help lists the commands)")
    .configureOutput({
      writeOut: (text) => void stdout.write(text),
      writeErr: (text) => void stderr.write(withoutValues(text)),
      getOutHasColors: () => false,
      getErrHasColors: () => false,
    })
    .addHelpText("after", AFTER_HELP);
  registerIngest(program, session);
  registerResume(program, session);
  registerRetryFailed(program, session);
  registerStatus(program, session);
  registerEventLog(program, session);
  registerForward(program, session);
  registerAdapters(program, session);
  registerAlerts(program, session);
  registerDoctor(program, session);
  registerMigration(program, session);
  await registerCompletion(program, argv);
  return program;
}

/** A mistyped option may carry a secret, and commander repeats it in full. */
function withoutValues(text: string): string {
  return text.replace(/(--[\w-]+=)[^'\n]+/g, "$1…");
}
