import { EventFactory, type JsonValue } from "@sluice/core-events";
import { expect, test } from "vitest";
import { adapterNote, isNotable } from "./adapter-note.js";

const event = (name: string, payload: JsonValue) => new EventFactory({ runId: "r", pipelineId: "p" }).create("AdapterEvent", { adapter: "http-json", name, payload });

test.each<[string, JsonValue, string]>([
  ["host-paused", { host: "api.example.org", until: 1_795_343_025_670 }, "! http-json: host paused (host api.example.org, until 2026-11-22T10:23:45.670Z)"],
  ["duplicate-items", { count: 3, ids: ["a", "b"] }, "! http-json: duplicate items (count 3, ids a, b)"],
  ["orphan-rows", null, "! http-json: orphan rows"],
])("%s is told as people read it", (name, payload, line) => expect(adapterNote(event(name, payload))).toBe(line));

test("pages and estimates are not worth a line", () => {
  expect([isNotable(event("page", {})), isNotable(event("host-paused", {}))]).toEqual([false, true]);
});
