import { expect, test } from "vitest";
import { UsageError } from "../usage-error.js";
import type { SluiceConfig } from "../config/config-schema.js";
import { chooseModule, type ModuleSources } from "./choose-module.js";

function choose(config: SluiceConfig, flags: SluiceConfig = {}, named?: string): ReturnType<typeof chooseModule> {
  const sources: ModuleSources = { file: { config, directory: "/etc/run", file: "/etc/run/sluice.config.json" }, flags, named, cwd: "/home" };
  return chooseModule(sources);
}

test("an adapter of ours needs no module", () => {
  expect([choose({ adapter: "csv" }), choose({}, { adapter: "csv" }), choose({})]).toEqual([null, null, null]);
});

test.each<[string, SluiceConfig, SluiceConfig, object]>([
  ["a path on the command line", {}, { adapter: "./feed.ts" }, { specifier: "/home/feed.ts", from: "/home" }],
  ["a package on the command line", {}, { adapter: "@acme/feed" }, { specifier: "@acme/feed", from: "/home" }],
  ["a path in the file", { adapter: "./feed.ts" }, {}, { specifier: "/etc/run/feed.ts", from: "/etc/run" }],
  ["a declared path", { adapters: { feed: "./feed.ts" } }, { adapter: "feed" }, { specifier: "/etc/run/feed.ts", from: "/etc/run" }],
  [
    "a declared package with options",
    { adapter: "feed", adapters: { feed: { module: "@acme/feed", export: "feed", options: { apiKey: "env:KEY" } } } },
    {},
    { specifier: "@acme/feed", from: "/etc/run", export: "feed", options: { apiKey: "env:KEY" } },
  ],
])("%s is looked up from where it is written", (_, config, flags, module) => {
  expect(choose(config, flags)?.module).toEqual({ export: null, options: {}, ...module });
});

test("--adapter-module comes first, and the adapter's name must be the one given", () => {
  expect(choose({ adapter: "csv" }, { adapter: "feed" }, "feed.ts")).toEqual({
    module: { specifier: "/home/feed.ts", from: "/home", export: null, options: {} },
    wanted: "feed",
    alias: null,
  });
});

test("a declared name that is built in is refused, whichever adapter is asked for", () => {
  expect(() => choose({ adapter: "jsonl", adapters: { csv: "./mine.ts" } })).toThrow(
    expect.objectContaining({ code: "CONFIG_INVALID", message: expect.stringMatching(/sluice\.config\.json: adapters\.csv: the name is that of a built-in adapter/) as string }),
  );
});

test("a name that nobody has is the caller's mistake, and is not looked up among packages", () => {
  expect(() => choose({ adapters: { feed: "./feed.ts" } }, { adapter: "zod" })).toThrow(UsageError);
  expect(() => choose({ adapters: { feed: "./feed.ts" } }, { adapter: "zod" })).toThrow(/expected one of jsonl, .*, feed, or the module/);
});

test("E8 a secret among the options is refused without being repeated", () => {
  const declare = (options: Record<string, string>) => () => choose({ adapters: { feed: { module: "./feed.ts", options } } }, { adapter: "feed" });
  expect(declare({ apiKey: "s3cr3t" })).toThrow(/^(?!.*s3cr3t).*the option apiKey of the adapter feed.*expected "env:NAME"/);
  expect(declare({ endpoint: "https://u:pw-s3cr3t@host/" })).toThrow(/^(?!.*s3cr3t).*the option endpoint/);
});
