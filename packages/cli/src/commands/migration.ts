import type { Command } from "commander";
import type { Io } from "../io.js";
import type { Session } from "../session.js";

/** A package with a command line of its own, which `sluice` hands its arguments to. */
interface CommandPackage {
  readonly main: (args: readonly string[], io: Io) => Promise<number>;
}

/** Declares `sluice codemod` and `sluice adoption`; their packages are optional, as they bring a TypeScript compiler along. */
export function registerMigration(program: Command, session: Session): void {
  handOver(program, session, {
    name: "codemod",
    description: "move code from eager calls to streams; shows what it would do until --write says to do it",
    packages: ["@sluice/codemod"],
    load: async () => {
      const { main } = await import("@sluice/codemod");
      return { main: (args, { stdin, stdout, stderr, env, cwd }) => main(args, { stdin, stdout, stderr, env, cwd, programName: "sluice codemod" }) };
    },
  });
  handOver(program, session, {
    name: "adoption",
    description: "figures on how far a code base and its services have moved to streams",
    packages: ["@sluice/adoption", "@sluice/codemod"],
    load: async () => {
      const { main } = await import("@sluice/adoption");
      return {
        main: (args, io) =>
          main(args, { stdout: io.stdout, stderr: io.stderr, env: io.env, cwd: io.cwd, now: () => io.now(), onSignal: (listener) => io.onSignal(listener) }),
      };
    },
  });
}

interface HandedOver {
  readonly name: string;
  readonly description: string;
  /** What must be installed for it. */
  readonly packages: readonly string[];
  readonly load: () => Promise<CommandPackage>;
}

/** The package parses its own options, so nothing is declared twice; also `--help` is its own. */
function handOver(program: Command, session: Session, { name, description, packages, load }: HandedOver): void {
  program
    .command(name)
    .description(description)
    .argument("[arguments...]", `sluice ${name} --help lists them`)
    .helpOption(false)
    .allowUnknownOption()
    .passThroughOptions()
    .action(async (args: string[]) => {
      const { main } = await loaded(name, packages, load);
      session.exitCode = await main(args, session.io);
    });
}

async function loaded(name: string, packages: readonly string[], load: () => Promise<CommandPackage>): Promise<CommandPackage> {
  try {
    return await load();
  } catch (error) {
    if (!isMissing(error, packages)) throw error;
    const { SluiceError } = await import("@sluice/core-events");
    const list = packages.join(" and ");
    const message = `Cannot run sluice ${name}: expected ${list}, which ${packages.length === 1 ? "is" : "are"} not installed; run npm install --save-dev ${packages.join(" ")}`;
    throw new SluiceError(message, { code: "DEPENDENCY_MISSING", context: { packages: [...packages] }, cause: error });
  }
}

function isMissing(error: unknown, packages: readonly string[]): boolean {
  if (!(error instanceof Error) || !("code" in error) || error.code !== "ERR_MODULE_NOT_FOUND") return false;
  return packages.some((name) => error.message.includes(`'${name}'`));
}
