import { ensureProgram } from "./debian-packages.ts";
import type { Service } from "./service.ts";

/**
 * The programs that check alert rules, Alertmanager's configuration and a real scrape. Nothing is started here: the tests run
 * them; told of in `SLUICE_TEST_PROMTOOL`, `SLUICE_TEST_AMTOOL` and `SLUICE_TEST_PROMETHEUS`.
 */
export async function installPrometheusTools(): Promise<Service> {
  const promtool = await ensureProgram({ program: "promtool", debianPackage: "prometheus" });
  const prometheus = await ensureProgram({ program: "prometheus", debianPackage: "prometheus" });
  const amtool = await ensureProgram({ program: "amtool", debianPackage: "prometheus-alertmanager" });
  return {
    name: "Prometheus tools",
    env: { SLUICE_TEST_PROMTOOL: promtool, SLUICE_TEST_AMTOOL: amtool, SLUICE_TEST_PROMETHEUS: prometheus },
    [Symbol.asyncDispose]: () => Promise.resolve(),
  };
}
