import { expect, test } from "vitest";
import type { TableDescriptor } from "./archive-descriptor.js";
import { planTable } from "./table-plan.js";

const table: TableDescriptor = {
  rowType: "Occurrence",
  members: ["a.csv"],
  encoding: "utf-8",
  delimiter: ",",
  quote: '"',
  newline: "\n",
  headerLines: 1,
  idIndex: 0,
  fields: ["occurrenceID", "scientificName", "country"].map((name, index) => ({ name, index, default: null })),
};

function namesOf(header: readonly string[] | null, source: "auto" | "descriptor" | "header"): Record<number, string> {
  const { fields } = planTable(table, header, source);
  return Object.fromEntries(fields.flatMap(({ index, name }) => (index === null ? [] : [[index, name] as const])));
}

test("planTable() follows the descriptor where the header agrees or says nothing", () => {
  const declared = { 0: "occurrenceID", 1: "scientificName", 2: "country" };
  expect(namesOf(["OCCURRENCE_ID", "ScientificName", "nation"], "auto")).toEqual(declared);
  expect(namesOf(["a", "b", "c"], "auto")).toEqual(declared);
  expect(namesOf(null, "auto")).toEqual(declared);
});

test("planTable() follows a header that names most columns elsewhere, and says so", () => {
  const header = ["country", "occurrenceID", "scientificName", "note"];
  const plan = planTable(table, header, "auto");
  expect(namesOf(header, "auto")).toEqual({ 0: "country", 1: "occurrenceID", 2: "scientificName", 3: "note" });
  expect(plan).toMatchObject({ idIndex: 1, isDescriptorOverruled: true, width: 4 });
});

test("planTable() follows one side where it is told to", () => {
  expect(namesOf(["country", "occurrenceID", "scientificName"], "descriptor")).toEqual({ 0: "occurrenceID", 1: "scientificName", 2: "country" });
  expect(namesOf(["note", "scientificName", "country"], "header")).toEqual({ 0: "note", 1: "scientificName", 2: "country" });
});

test("planTable() lists declared columns that the file does not have", () => {
  expect(planTable(table, ["occurrenceID", "scientificName"], "auto")).toMatchObject({ missing: ["country"], width: 2, isWidthExact: true });
});

test("planTable() asks for the declared columns at least where there is no header", () => {
  expect(planTable(table, null, "auto")).toMatchObject({ width: 3, isWidthExact: false, missing: [] });
});

test("planTable() tells equal names in a header apart", () => {
  const plan = planTable({ ...table, fields: [] }, ["id", "note", "note", ""], "auto");
  expect(plan.fields.map(({ name }) => name)).toEqual(["id", "note", "note~3", "c4"]);
  expect(plan.idIndex).toBe(0);
});
