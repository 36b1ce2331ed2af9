import { execFile } from "node:child_process";
import { cpSync, existsSync, mkdirSync, symlinkSync } from "node:fs";
import { join } from "node:path";
import { promisify } from "node:util";
import { temporaryDirectory } from "./temporary-directory.js";

const run = promisify(execFile);
const packages = join(import.meta.dirname, "../../..");

/** What to do in an installation. */
export interface Use {
  readonly type: "module" | "commonjs";
  readonly subpath: string;
  /** A call of something that the subpath exports. */
  readonly call: string;
}

/** What a call fails with in a program that has installed this package and none of its peers. */
export async function withoutPeers({ type, subpath, call }: Use): Promise<unknown> {
  const directory = temporaryDirectory();
  const scope = join(directory, "node_modules/@sluice");
  for (const name of ["event-bus", "core-events"]) {
    if (!existsSync(join(packages, name, "dist"))) throw new Error("Cannot try the package: npm run build comes first");
    mkdirSync(join(scope, name), { recursive: true });
    for (const part of ["dist", "package.json"]) cpSync(join(packages, name, part), join(scope, name, part), { recursive: true });
  }
  symlinkSync(join(packages, "../node_modules/zod"), join(directory, "node_modules/zod"));
  const load = type === "module" ? `(await import("@sluice/event-bus/${subpath}"))` : `require("@sluice/event-bus/${subpath}")`;
  const source = `${load}.${call}.then(() => console.log("null"), ({ code, message }) => console.log(JSON.stringify({ code, message })));`;
  const { stdout } = await run(process.execPath, [`--input-type=${type}`, "-e", source], { cwd: directory });
  return JSON.parse(stdout);
}
