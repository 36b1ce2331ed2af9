import { errorMessageOf, SluiceError } from "@sluice/core-events";

/** Runs an action on the state directory; what the system refuses becomes `STATE_UNWRITABLE` naming the path. */
export async function onState<T>(what: string, path: string, action: () => Promise<T>): Promise<T> {
  try {
    return await action();
  } catch (error) {
    if (SluiceError.is(error)) throw error;
    throw new SluiceError(`Cannot ${what} ${path}: ${errorMessageOf(error)}`, { code: "STATE_UNWRITABLE", context: { path }, cause: error });
  }
}

/** Whether the system refused for this reason. */
export function hasErrno(error: unknown, code: string): boolean {
  return error instanceof Error && (error as NodeJS.ErrnoException).code === code;
}
