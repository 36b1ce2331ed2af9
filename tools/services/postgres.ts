import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { chmod, glob, mkdtemp, realpath, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { promisify } from "node:util";
import { makeCertificate } from "./certificate.ts";
import { ensureProgram } from "./debian-packages.ts";
import { freePort } from "./free-port.ts";
import { asUser, ServerProcess } from "./server-process.ts";
import type { RestartableService } from "./service.ts";

const run = promisify(execFile);
const USER = "postgres"; // made by the Debian package; the server refuses to be root

/**
 * Starts PostgreSQL on fresh data, with a password; told of in `SLUICE_TEST_POSTGRES_URL`. It also speaks TLS, with the certificate in
 * the file that `SLUICE_TEST_POSTGRES_CA` names.
 */
export async function startPostgres(): Promise<RestartableService> {
  const initdb = await ensureProgram({ program: "initdb", debianPackage: "postgresql", directories: await debianDirectories() });
  const programs = dirname(await realpath(initdb)); // its neighbours, also where it is linked from elsewhere
  const directory = await mkdtemp(join(tmpdir(), "sluice-postgres-"));
  try {
    const password = randomBytes(12).toString("hex");
    const tls = await makeCertificate(directory);
    const data = await initialise(initdb, directory, password);
    const port = await freePort();
    const start = async (): Promise<ServerProcess> => {
      const settings = ["listen_addresses=127.0.0.1", `port=${port}`, `unix_socket_directories=${directory}`, "max_connections=100", "ssl=on", `ssl_cert_file=${tls.certificatePath}`, `ssl_key_file=${tls.keyPath}`];
      const server = new ServerProcess(join(programs, "postgres"), ["-D", data, ...settings.flatMap((setting) => ["-c", setting])], { user: USER, stopSignal: "SIGINT" });
      return await ready(server, join(programs, "pg_isready"), port);
    };
    let server = await start();
    return {
      name: "PostgreSQL",
      env: { SLUICE_TEST_POSTGRES_URL: `postgres://sluice:${password}@127.0.0.1:${port}/postgres`, SLUICE_TEST_POSTGRES_CA: tls.certificatePath },
      crash: () => server.stop("SIGQUIT"), // "immediate shutdown": the next start recovers
      async restart() {
        await server.stop();
        server = await start();
      },
      async [Symbol.asyncDispose]() {
        await server.stop();
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

/** Where Debian keeps the programs of each version, newest first. */
async function debianDirectories(): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob("/usr/lib/postgresql/*/bin")) found.push(path);
  return found.sort((a, b) => b.localeCompare(a, "en", { numeric: true }));
}

async function initialise(initdb: string, directory: string, password: string): Promise<string> {
  const data = join(directory, "data");
  const passwordFile = join(directory, "password");
  await writeFile(passwordFile, password);
  await chmod(passwordFile, 0o644);
  await chmod(directory, 0o700);
  if (process.getuid?.() === 0) await run("chown", ["-R", USER, directory]);
  const args = ["-D", data, "-U", "sluice", "--auth=scram-sha-256", `--pwfile=${passwordFile}`, "--encoding=UTF8", "--locale=C"];
  if (process.getuid?.() === 0) await run("setpriv", [...asUser(USER), initdb, ...args], { cwd: directory });
  else await run(initdb, args, { cwd: directory });
  return data;
}

function ready(server: ServerProcess, isReady: string, port: number): Promise<ServerProcess> {
  return server.whenReady("PostgreSQL", () =>
    run(isReady, ["-q", "-h", "127.0.0.1", "-p", String(port)]).then(
      () => true,
      () => false,
    ),
  );
}
