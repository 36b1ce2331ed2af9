#!/usr/bin/env node
import nodeModule from "node:module";
import process from "node:process";

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 22 || (major === 22 && minor < 22)) {
  // before anything else is loaded, since older versions fail at the first import of what they lack
  process.stderr.write(`codemod: expected Node 22.22 or newer, received ${process.versions.node}\n`);
  process.exitCode = 2;
} else {
  nodeModule.enableCompileCache(); // most of the time to start goes into compiling the compiler
  const [{ main }, { processIo }] = await Promise.all([import("./cli/main.js"), import("./cli/process-io.js")]);
  process.exitCode = await main(process.argv.slice(2), processIo());
}
