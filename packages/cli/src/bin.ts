#!/usr/bin/env node
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  // before anything else is loaded, since older versions fail at the first import of what they lack
  process.stderr.write(`sluice: expected Node 22.22 or newer, received ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  const [{ main }, { processIo }] = await Promise.all([import("./main.js"), import("./process-io.js")]);
  process.exitCode = await main(process.argv.slice(2), processIo());
}
