import { EVENT_TYPES } from "@sluice/core-events";
import { expect, test } from "vitest";
import type { DocComment } from "./doc-comments.ts";
import { eventsPage } from "./events-page.ts";

const comment: DocComment = { text: "Text.", example: { language: "json", code: "{}" } };
const comments = new Map(["eventEnvelope", ...EVENT_TYPES.map((type) => `${type[0]?.toLowerCase() ?? ""}${type.slice(1)}Schema`)].map((name) => [name, comment]));

test("the fields that every event has are shown once, above all events", () => {
  const [head = "", ...sections] = eventsPage(comments).split("\n## ").slice(1);
  for (const field of ["version", "sequence", "timestamp", "runId", "pipelineId"]) expect(head).toContain(`| \`${field}\` |`);
  expect(sections).toHaveLength(EVENT_TYPES.length);
  expect(sections.filter((section) => section.includes("| `runId` |"))).toEqual([]);
});
