import { type ErrorCode, SluiceError } from "@sluice/core-events";

/** The `SluiceError` that a promise rejects with. @throws {Error} If it does not, or its code is another one. */
export async function errorWithCode(promise: Promise<unknown>, code: ErrorCode): Promise<SluiceError> {
  let error: unknown = new Error("it resolved");
  try {
    await promise;
  } catch (thrown) {
    error = thrown;
  }
  if (SluiceError.is(error) && error.code === code) return error;
  throw new Error(`Cannot find the error: ${code} was expected`, { cause: error });
}
