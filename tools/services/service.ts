/** A real service that runs for the tests, on a free port of this machine alone. Disposing it stops it and removes its data. */
export interface Service extends AsyncDisposable {
  readonly name: string;
  /** What tests are told of it, as environment variables. */
  readonly env: Readonly<Record<string, string>>;
}

/** A service that tests can take down and bring up again, with its data and at its address. */
export interface RestartableService extends Service {
  /** Ends it at once, without an orderly shutdown, as a crash would. Resolves when it is gone. */
  crash(): Promise<void>;
  /** Brings it up again. Resolves when it answers. */
  restart(): Promise<void>;
}
