import { createInterface } from "node:readline";
import { SERVICES } from "./services.ts";

/**
 * Runs one service for a test of its own, or for work at the keyboard: `node tools/services/serve.ts postgres`.
 * Prints its environment variables as JSON, then takes the commands `crash` and `restart` from standard input, one per line,
 * and answers each with a line. It stops when standard input ends.
 */
const name = process.argv[2] ?? "";
const start = SERVICES[name];
if (start === undefined) throw new TypeError(`Cannot start the service ${JSON.stringify(name)}: expected one of ${Object.keys(SERVICES).join(", ")}`);
await using service = await start();
process.stdout.write(`${JSON.stringify(service.env)}\n`);
const commands = createInterface({ input: process.stdin });
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => commands.close());
for await (const command of commands) {
  if (command === "crash") await service.crash();
  else if (command === "restart") await service.restart();
  else throw new TypeError(`Cannot do ${JSON.stringify(command)}: expected crash or restart`);
  process.stdout.write(`${JSON.stringify({ done: command })}\n`);
}
