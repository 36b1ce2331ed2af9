import { expect, test } from "vitest";
import { cliPage } from "./cli-page.ts";
import { commandPrograms } from "./command-programs.ts";

const page = cliPage(await commandPrograms());

test("every command has a section, those of other packages with their own commands", () => {
  const headings = page.split("\n").filter((line) => line.startsWith("## sluice "));
  expect(headings).toEqual(expect.arrayContaining(["## sluice ingest", "## sluice resume", "## sluice codemod", "## sluice adoption"]));
  expect(page).toContain("### sluice adoption scan");
});

test("an option stands with what it does and its default", () => {
  expect(page).toContain("| `--concurrency <n>` | documents parsed at the same time | `1` |");
  expect(page).toContain("| `--max-failed <n\\|n%>` |");
  expect(page).toMatch(/\| `--loops <how>` \| .*: `equivalent`, `stream` \| `equivalent` \|/);
});

test("arguments are shown as required or optional", () => {
  expect(page).toContain("| `[input...]` |");
  expect(page).toContain("| `<files...>` |");
});

test("exit codes close the page", () => {
  expect(page.slice(page.lastIndexOf("## "))).toContain("5 another process holds the run");
});
