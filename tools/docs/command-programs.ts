import { existsSync } from "node:fs";
import { registerHooks } from "node:module";
import { fileURLToPath } from "node:url";
import type { createProgram } from "../../packages/cli/src/program.ts";

const PACKAGES = new URL("../../packages/", import.meta.url);

/** The part of a commander program that the documentation reads. */
export type CommandProgram = Awaited<ReturnType<typeof createProgram>>;

/** Every command line of the workspace, declared and not run. */
export interface CommandPrograms {
  readonly sluice: CommandProgram;
  readonly codemod: CommandProgram;
  readonly adoption: CommandProgram;
}

/**
 * The commands as their sources declare them: the programs are no part of any package's API, so they are read with Node's type
 * stripping, where `./x.js` means the `x.ts` beside it. What belongs to `@sluice` comes from the built packages.
 */
export async function commandPrograms(): Promise<CommandPrograms> {
  const hooks = registerHooks({
    resolve(specifier, context, nextResolve) {
      const source = specifier.startsWith(".") && specifier.endsWith(".js") ? new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL) : null;
      return nextResolve(source !== null && source.href.startsWith(PACKAGES.href) && existsSync(fileURLToPath(source)) ? source.href : specifier, context);
    },
  });
  try {
    return await declared();
  } finally {
    hooks.deregister();
  }
}

async function declared(): Promise<CommandPrograms> {
  const [cli, { Session }, { capturedIo }, codemod, adoption] = await Promise.all([
    import("../../packages/cli/src/program.ts"),
    import("../../packages/cli/src/session.ts"),
    import("../../packages/cli/src/testing/captured-io.ts"),
    import("../../packages/codemod/src/cli/program.ts"),
    import("../../packages/adoption/src/program.ts"),
  ]);
  const io = capturedIo({ cwd: "/" }); // what a parser says is not for this terminal
  return {
    sluice: await cli.createProgram(new Session(io), []),
    codemod: codemod.createProgram({ ...io, programName: "sluice codemod" }, () => Promise.resolve()),
    adoption: adoption.createProgram(io, { exitCode: 0 }),
  };
}
