import { SluiceError } from "./sluice-error.js";

/**
 * Loads an optional package when it is used.
 *
 * @throws {SluiceError} `DEPENDENCY_MISSING` that names what to install.
 * @throws What loading throws otherwise.
 */
export async function optionalPeer<Module>(name: string, load: () => Promise<Module>, purpose: string): Promise<Module> {
  try {
    return await load();
  } catch (cause) {
    if (!isMissing(cause, name)) throw cause;
    const message = `Cannot ${purpose}: expected the optional package ${name}, received none; run npm install ${name}`;
    throw new SluiceError(message, { code: "DEPENDENCY_MISSING", context: { package: name }, cause });
  }
}

/** Whether it is the package itself that is missing, not something that it needs. */
function isMissing(error: unknown, name: string): boolean {
  if (!(error instanceof Error) || !("code" in error)) return false;
  return (error.code === "ERR_MODULE_NOT_FOUND" || error.code === "MODULE_NOT_FOUND") && error.message.includes(`'${name}'`);
}
