import { expect, test } from "vitest";
import { parseTarget, storableTarget, TARGET_PATTERN, targetName } from "./target.js";

test.each([
  ["jsonl:a.jsonl", { kind: "jsonl", path: "a.jsonl", gzip: false }, "a.jsonl"],
  ["jsonl:a#b.jsonl.gz", { kind: "jsonl", path: "a#b.jsonl.gz", gzip: true }, "a#b.jsonl.gz"],
  ["sqlite:/o/a.db", { kind: "sqlite", path: "/o/a.db", table: "documents" }, "/o/a.db"],
  ["sqlite:/o/a.db#trials", { kind: "sqlite", path: "/o/a.db", table: "trials" }, "/o/a.db#trials"],
  ["sqlite:/o/a#b.db", { kind: "sqlite", path: "/o/a#b.db", table: "documents" }, "/o/a#b.db"],
  ["postgres:postgres://u:p4ss@h:5433/d#trials", { kind: "postgres", url: "postgres://u:p4ss@h:5433/d", table: "trials" }, "postgres:h:5433/d#trials"],
  ["postgresql://u@h/d", { kind: "postgres", url: "postgresql://u@h/d", table: "documents" }, "postgres:h/d"],
  ["postgres:env:DATABASE_URL#trials", { kind: "postgres", url: "env:DATABASE_URL", table: "trials" }, "postgres:env:DATABASE_URL#trials"],
  ["stdout", { kind: "stdout" }, "stdout"],
  ["ndjson:-", { kind: "stdout" }, "stdout"],
])("--sink %s names a target", (text, target, name) => {
  expect(text).toMatch(TARGET_PATTERN);
  expect(parseTarget(text)).toEqual(target);
  expect(targetName(parseTarget(text))).toBe(name);
});

test.each([["s3:bucket"], ["jsonl:"], ["sqlite:"], ["postgres:"], ["postgres:env:1X"], ["ndjson:a"], ["mysql://h/d"]])("--sink %s names none", (text) => {
  expect(text).not.toMatch(TARGET_PATTERN);
});

test("P9 a stored target has no secret: a reference stays, a password and secret keys go", () => {
  const stored = (text: string) => storableTarget(parseTarget(text));
  expect(stored("postgres:env:DATABASE_URL")).toMatchObject({ url: "env:DATABASE_URL" });
  expect(stored("postgres://u:p4ss@h/d")).toEqual({ kind: "postgres", url: "postgres://u@h/d", table: "documents", isPasswordMissing: true });
  expect(stored("postgres://u@h/d?sslmode=require")).toMatchObject({ url: "postgres://u@h/d?sslmode=require" });
  expect(JSON.stringify(stored("postgres://u@h/d?password=p4ss&sslmode=require"))).not.toContain("p4ss");
  expect(storableTarget(stored("postgres://u:p4ss@h/d"))).toMatchObject({ isPasswordMissing: true });
});
