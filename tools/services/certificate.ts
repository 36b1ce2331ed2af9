import { execFile } from "node:child_process";
import { chmod, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { ensureProgram } from "./debian-packages.ts";

const run = promisify(execFile);

/** A certificate for this machine that vouches for itself, made for one server and gone with it. */
export interface Certificate {
  /** Of the certificate, which is what clients are to trust. */
  readonly certificatePath: string;
  readonly keyPath: string;
  /** Of key and certificate in one file, as Kafka wants them. */
  readonly bothPath: string;
}

/** Makes a certificate for 127.0.0.1 and localhost in a directory; its files can be read by everybody but the key. */
export async function makeCertificate(directory: string): Promise<Certificate> {
  const openssl = await ensureProgram({ program: "openssl", debianPackage: "openssl" });
  const [certificatePath, keyPath, bothPath] = [join(directory, "tls.crt"), join(directory, "tls.key"), join(directory, "tls.pem")];
  const subject = ["-subj", "/CN=localhost", "-addext", "subjectAltName=IP:127.0.0.1,DNS:localhost"];
  await run(openssl, ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-keyout", keyPath, "-out", certificatePath, ...subject]);
  await writeFile(bothPath, (await readFile(keyPath, "utf8")) + (await readFile(certificatePath, "utf8")), { mode: 0o600 });
  await chmod(keyPath, 0o600);
  await chmod(certificatePath, 0o644);
  return { certificatePath, keyPath, bothPath };
}
