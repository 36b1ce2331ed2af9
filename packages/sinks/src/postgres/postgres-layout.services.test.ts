import { expect, onTestFinished, test } from "vitest";
import { tableNames, type TableNames } from "../table/table-names.js";
import { errorWithCode } from "../testing/error-with-code.js";
import { PostgresDatabase } from "../testing/postgres-database.js";
import { loadPg } from "./load-pg.js";
import { PostgresConnection } from "./postgres-connection.js";
import { layOut, type LayoutStep, POSTGRES_LAYOUT, prepareCheckpoints, readTarget } from "./postgres-layout.js";
import { checkPostgresOptions } from "./postgres-options.js";

const next: LayoutStep = ({ documents }) => [`ALTER TABLE ${documents} ADD COLUMN language text`];
const torn: LayoutStep = ({ documents }) => [`ALTER TABLE ${documents} ADD COLUMN language text`, `CREATE TABLE ${documents} (n integer)`];

interface Workbench {
  readonly names: TableNames;
  migrate(steps: readonly LayoutStep[]): Promise<void>;
  layout(): Promise<number | undefined>;
  hasLanguage(): Promise<boolean>;
}

async function workbench(): Promise<Workbench> {
  const database = await PostgresDatabase.create();
  const names = tableNames("documents", database.schema);
  const connection = await PostgresConnection.connect(await loadPg(), checkPostgresOptions(database.options), "sluice layout");
  onTestFinished(() => connection.close());
  const columns = "SELECT 1 FROM information_schema.columns WHERE table_schema = $1 AND table_name = 'documents' AND column_name = 'language'";
  return {
    names,
    migrate: (steps) =>
      connection.transaction(async () => {
        await prepareCheckpoints(connection, names);
        await layOut(connection, names, { where: "here", steps });
      }),
    layout: async () => (await connection.transaction(() => readTarget(connection, names)))?.layout,
    hasLanguage: async () => (await database.query(columns, [database.schema])).length === 1,
  };
}

test("a new table gets every step, one of an older layout those it lacks, one of this layout none", async () => {
  const bench = await workbench();
  await bench.migrate(POSTGRES_LAYOUT);
  expect([await bench.layout(), await bench.hasLanguage()]).toEqual([1, false]);
  await bench.migrate([...POSTGRES_LAYOUT, next]);
  await bench.migrate([...POSTGRES_LAYOUT, next]);
  expect([await bench.layout(), await bench.hasLanguage()]).toEqual([2, true]);
});

test("H11 a step that fails leaves the layout before it, and a newer one is refused", async () => {
  const bench = await workbench();
  await bench.migrate(POSTGRES_LAYOUT);
  await expect(bench.migrate([...POSTGRES_LAYOUT, torn])).rejects.toThrow("already exists");
  expect([await bench.layout(), await bench.hasLanguage()]).toEqual([1, false]);
  await bench.migrate([...POSTGRES_LAYOUT, next]);
  await errorWithCode(bench.migrate(POSTGRES_LAYOUT), "CHECKPOINT_MISMATCH");
});
