import { type ErrorCode, SluiceError } from "@sluice/core-events";

/** The `SluiceError` that a promise rejects with. @throws {Error} If it does not, or its code is another one. */
export async function errorWithCode(promise: Promise<unknown>, code: ErrorCode): Promise<SluiceError> {
  const error: unknown = await promise.then(
    () => new Error("it resolved"),
    (thrown: unknown) => thrown,
  );
  if (SluiceError.is(error) && error.code === code) return error;
  throw new Error(`Cannot find the error: ${code} was expected`, { cause: error });
}
