import { expect, test } from "vitest";
import { allMigrations } from "./all-migrations.js";

test.each(allMigrations)("the entry of $id says what the migration says", async (entry) => {
  const { id, title, words } = entry;
  expect(await entry.load()).toMatchObject({ id, title, words });
});

test("ids are unique", () => {
  expect(new Set(allMigrations.map(({ id }) => id)).size).toBe(allMigrations.length);
});
