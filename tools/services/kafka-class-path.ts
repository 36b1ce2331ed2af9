import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync } from "node:fs";
import { mkdir, readFile, rename } from "node:fs/promises";
import { delimiter, join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { ensureProgram } from "./debian-packages.ts";

const run = promisify(execFile);
const pom = fileURLToPath(new URL("./kafka/pom.xml", import.meta.url));
const cache = fileURLToPath(new URL("../../node_modules/.cache/sluice-kafka/", import.meta.url));

/** The class path of the broker in `kafka/pom.xml`. Maven fetches its jars the first time, from Maven Central to its own repository. */
export async function kafkaClassPath(): Promise<string> {
  const stored = join(cache, `${createHash("sha256").update(await readFile(pom)).digest("hex").slice(0, 16)}.txt`);
  const known = await readFile(stored, "utf8").catch(() => "");
  if (known !== "" && known.split(delimiter).every((jar) => existsSync(jar))) return known;
  const maven = await ensureProgram({ program: "mvn", debianPackage: "maven" });
  await mkdir(cache, { recursive: true });
  const fresh = `${stored}.${process.pid}`;
  const args = ["-q", "-B", "-f", pom, "org.apache.maven.plugins:maven-dependency-plugin:3.8.1:build-classpath", "-DincludeScope=runtime", `-Dmdep.outputFile=${fresh}`];
  await run(maven, args, { maxBuffer: 2 ** 26 });
  await rename(fresh, stored); // whole or not at all
  return await readFile(stored, "utf8");
}
