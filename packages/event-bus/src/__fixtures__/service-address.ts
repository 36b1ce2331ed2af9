type Variable = `SLUICE_TEST_REDIS_${"URL" | "TLS_URL" | "CA"}` | `SLUICE_TEST_KAFKA_${"BROKERS" | "SASL_BROKERS" | "TLS_BROKERS" | "CA" | "PASSWORD"}`;

/** The address of a real server, or what else is told of it, which `npm run test:services` starts. @throws {Error} If it was not started. */
export function serviceAddress(variable: Variable): string {
  const address = process.env[variable];
  if (address === undefined) throw new Error(`Cannot find the server: expected ${variable}, which npm run test:services sets, received none`);
  return address;
}
