import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { makeCertificate } from "./certificate.ts";
import { ensureProgram } from "./debian-packages.ts";
import { freePort, listens } from "./free-port.ts";
import { ServerProcess } from "./server-process.ts";
import type { RestartableService } from "./service.ts";

/**
 * Starts Redis with an append-only file, so that its data outlives a restart; told of in `SLUICE_TEST_REDIS_URL`. A second address,
 * `SLUICE_TEST_REDIS_TLS_URL`, speaks TLS with the certificate in the file that `SLUICE_TEST_REDIS_CA` names.
 */
export async function startRedis(): Promise<RestartableService> {
  const program = await ensureProgram({ program: "redis-server", debianPackage: "redis-server" });
  const directory = await mkdtemp(join(tmpdir(), "sluice-redis-"));
  const port = await freePort();
  const tlsPort = await freePort();
  try {
    const { certificatePath, keyPath } = await makeCertificate(directory);
    const tls = ["--tls-port", String(tlsPort), "--tls-cert-file", certificatePath, "--tls-key-file", keyPath, "--tls-ca-cert-file", certificatePath, "--tls-auth-clients", "no"];
    const start = async (): Promise<ServerProcess> => {
      const server = new ServerProcess(program, ["--bind", "127.0.0.1", "--port", String(port), ...tls, "--dir", directory, "--appendonly", "yes", "--save", ""]);
      return await server.whenReady("Redis", () => listens(port));
    };
    let server = await start();
    return {
      name: "Redis",
      env: { SLUICE_TEST_REDIS_URL: `redis://127.0.0.1:${port}`, SLUICE_TEST_REDIS_TLS_URL: `rediss://127.0.0.1:${tlsPort}`, SLUICE_TEST_REDIS_CA: certificatePath },
      crash: () => server.stop("SIGKILL"),
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
