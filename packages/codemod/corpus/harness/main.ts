import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { type Observation, observe } from "./observe.js";
import { SCENARIOS } from "./scenarios.js";

/** Runs the cases named on standard input under every scenario: `node main.js <directory> <result.json>`. */
const [directory = ".", resultPath = "result.json"] = process.argv.slice(2);
const input = await Array.fromAsync(process.stdin.setEncoding("utf8") as AsyncIterable<string>);
const results: Record<string, Record<string, Observation>> = {};
for (const name of JSON.parse(input.join("")) as readonly string[]) {
  const observations: Record<string, Observation> = {};
  for (const scenario of SCENARIOS) observations[scenario.name] = await observe(join(directory, name), scenario);
  results[name] = observations;
}
await writeFile(resultPath, JSON.stringify(results));
