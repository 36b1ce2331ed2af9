/** The address of a real server, which `npm run test:services` starts. @throws {Error} If it was not started. */
export function serviceAddress(variable: "SLUICE_TEST_REDIS_URL" | `SLUICE_TEST_KAFKA_${"BROKERS" | "SASL_BROKERS" | "PASSWORD"}`): string {
  const address = process.env[variable];
  if (address === undefined) throw new Error(`Cannot find the server: expected ${variable}, which npm run test:services sets, received none`);
  return address;
}
