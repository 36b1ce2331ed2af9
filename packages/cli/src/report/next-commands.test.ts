import { expect, test } from "vitest";
import { EVENT_LOG_DEFAULTS } from "../log/event-log-settings.js";
import type { RunSettings } from "../settings/run-settings.js";
import { nextCommands } from "./next-commands.js";

const settings = { parameters: {}, sinks: [] as RunSettings["sinks"], eventLog: EVENT_LOG_DEFAULTS } as RunSettings; // what is looked at

test("the next commands name the state directory as it is seen from here", () => {
  expect(nextCommands(settings, "/data/out.sluice", { cwd: "/data", env: {} })).toEqual({
    resume: "sluice resume --state-dir out.sluice",
    retryFailed: "sluice retry-failed --state-dir out.sluice",
    forwardRest: "sluice forward out.sluice",
    readNotes: "sluice events out.sluice/events --type AdapterEvent",
  });
});

test("the next commands go through npx where this one came through npm", () => {
  expect(nextCommands(settings, "/data/out.sluice", { cwd: "/data", env: { npm_command: "exec" } })).toEqual({
    resume: "npx sluice resume --state-dir out.sluice",
    retryFailed: "npx sluice retry-failed --state-dir out.sluice",
    forwardRest: "npx sluice forward out.sluice",
    readNotes: "npx sluice events out.sluice/events --type AdapterEvent",
  });
});

test("nothing is named where no state is kept", () => {
  expect(nextCommands(settings, null, { cwd: "/", env: {} })).toEqual({ resume: null, retryFailed: null, forwardRest: null, readNotes: null });
});
