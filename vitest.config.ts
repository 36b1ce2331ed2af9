import { availableParallelism } from "node:os";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitest/config";

const packages = fileURLToPath(new URL("./packages/", import.meta.url));

/** Tests read the sources of every package, so that a failing line is the line to mend; only child processes need `dist`. */
const alias = [
  { find: /^@sluice\/([a-z-]+)$/, replacement: `${packages}$1/src/index.ts` },
  { find: /^@sluice\/([a-z-]+)\/([a-z-]+)$/, replacement: `${packages}$1/src/$2.ts` },
];

export default defineConfig({
  test: {
    maxWorkers: Math.max(2, availableParallelism()), // most tests wait for processes, sockets and clocks
    reporters: ["default", "./tools/checks/totals-reporter.ts"],
    projects: [
      {
        resolve: { alias },
        test: {
          name: "unit",
          include: ["packages/*/src/**/*.test.ts", "tools/*/**/*.test.ts", "docs/**/*.test.ts"],
          exclude: ["**/*.{services,e2e}.test.ts", "**/node_modules/**", "**/dist/**"],
          testTimeout: 30_000,
          typecheck: { enabled: false },
        },
      },
      {
        resolve: { alias },
        test: { name: "release", include: ["tools/release/e2e/*.e2e.test.ts"], testTimeout: 120_000 },
      },
      {
        resolve: { alias },
        test: { name: "services", include: ["packages/*/src/**/*.services.test.ts"], testTimeout: 120_000 },
      },
    ],
  },
});
