#!/usr/bin/env node
// The command that npm links. It is committed, because npm links nothing that is not there, and a clone is installed before it is built.
import { existsSync } from "node:fs";
import process from "node:process";
import { fileURLToPath, URL } from "node:url";

const program = new URL("../dist/bin.js", import.meta.url);
if (existsSync(program)) {
  await import(program.href);
} else {
  process.stderr.write(`sluice: expected the built program at ${fileURLToPath(program)}, received none; npm run build makes it\n`);
  process.exitCode = 2;
}
