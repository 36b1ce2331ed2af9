import { expect, test } from "vitest";
import { planOf } from "./plan.ts";

const shown = (argv: readonly string[]) => {
  const { word, variant, name, directory, isDryRun } = planOf(argv, "/work");
  return [word, variant.name, name, directory, isDryRun];
};

test("a kind and a name are enough", () => {
  expect(shown(["adapter", "my-source"])).toEqual(["adapter", "plain", "my-source", "/work/packages/adapter-my-source", false]);
  expect(shown(["sink", "archive"])).toEqual(["sink", "plain", "archive", "/work/packages/sink-archive", false]);
  expect(shown(["transport", "queue"])).toEqual(["transport", "plain", "queue", "/work/packages/bus-queue", false]);
  expect(shown(["rule", "no-such"])).toEqual(["rule", "plain", "no-such", "/work", false]);
  expect(shown(["codemod", "one-two"])).toEqual(["codemod", "plain", "one-two", "/work", false]);
});

test("options say where, of which form, and whether at all", () => {
  expect(shown(["adapter", "feed", "--http", "--dry-run", "--dir", "extra"])).toEqual(["adapter", "http", "feed", "/work/extra/adapter-feed", true]);
});

test.each<[readonly string[], string]>([
  [[], 'the kind must be one of adapter, sink, transport, rule, codemod, received none'],
  [["plugin", "feed"], 'received "plugin"'],
  [["constructor", "feed"], 'received "constructor"'],
  [["adapter"], 'Cannot generate an adapter: the name must be lower-case words joined by hyphens, received ""'],
  [["adapter", "Feed"], "lower-case words"],
  [["rule", "../feed"], "lower-case words"],
  [["codemod", "feed_er"], "lower-case words"],
  [["sink", "a".repeat(61)], "lower-case words"],
  [["adapter", "csv"], "that of an adapter that exists"],
  [["sink", "sqlite"], "that of a sink that exists"],
  [["transport", "kafka"], "that of a transport that exists"],
  [["adapter", "import"], "cannot be that of a function"],
  [["rule", "await"], "cannot be that of a function"],
  [["adapter", "a", "b"], "one name is expected, received a b"],
  [["sink", "feed", "--dir", ".."], "--dir must be inside /work"],
  [["rule", "no-such", "--dir", "extra"], "--dir is for new packages; a lint rule goes into @sluice/eslint-plugin"],
  [["sink", "feed", "--http"], "--http is for adapters"],
  [["adapter", "feed", "--force"], "Unknown option '--force'"],
])("%j is refused with the usage", (argv, message) => {
  expect(() => planOf(argv, "/work")).toThrow(message);
  expect(() => planOf(argv, "/work")).toThrow("usage: npm run generate -- adapter|sink|transport|rule|codemod <name>");
});
