import { startKafka } from "./kafka.ts";
import { startPostgres } from "./postgres.ts";
import { installPrometheusTools } from "./prometheus-tools.ts";
import { startRedis } from "./redis.ts";
import type { RestartableService, Service } from "./service.ts";

/** The services that tests may ask for, and how each is started. */
export const SERVICES: Readonly<Record<string, () => Promise<RestartableService>>> = {
  kafka: startKafka,
  postgres: startPostgres,
  redis: startRedis,
};

/** What tests may ask for besides: programs that they run themselves, and that only have to be there. */
export const PROGRAMS: Readonly<Record<string, () => Promise<Service>>> = { prometheus: installPrometheusTools };
