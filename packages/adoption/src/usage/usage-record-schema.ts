import * as z from "zod";
import { RUN_METHODS } from "../run-methods.js";
import type { UsageRecord } from "./usage-record.js";

const count = z.number().int().min(0);
const ordinal = z.number().int().min(1);
const method = z.enum(RUN_METHODS);

/** One line of a file of counts, version 1; see {@link UsageRecord} for what each field means. */
export const usageRecordSchema = z.object({
  type: z.literal("sluice-adoption-usage"),
  version: z.literal(1),
  run: z.uuid().describe("random at each start and kept nowhere"),
  sequence: ordinal.describe("1, 2, 3 … within run; a line that is read twice counts once"),
  fromHour: count.describe("the hour in which the stretch began, ms since epoch"),
  untilHour: count.describe("the hour in which it ended, ms since epoch"),
  calls: z.record(method, count).describe("calls within the stretch, by method"),
  otherCalls: count.describe("calls by a method that this release does not know"),
  places: z
    .array(z.object({ place: ordinal, method, calls: count }))
    .readonly()
    .exactOptional()
    .describe("calls by place, where places are counted: numbers in order of the first call, without file or name"),
  callsWithoutPlace: count.exactOptional().describe("calls from places beyond the limit, or whose place could not be told"),
}) satisfies z.ZodType<UsageRecord>;
