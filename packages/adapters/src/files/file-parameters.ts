import * as z from "zod";
import { encodingSchema } from "./encoding-schema.js";

/** One path or several; `-` is standard input. */
export const inputSchema = z
  .union([z.string().min(1), z.array(z.string().min(1)).min(1).readonly()])
  .describe("path of the input, or several; - is standard input");

/** Parameters that every source of records in files has. */
export const recordFileParameters = z.object({
  input: inputSchema,
  idField: z.string().min(1).optional().describe("field that holds the id, dotted for nested ones (default: id, where there is one)"),
  titleField: z.string().min(1).optional().describe("field that holds the title"),
  textField: z.string().min(1).optional().describe("field that holds the text"),
  encoding: encodingSchema.default("utf-8").describe("how the bytes are encoded"),
});

/** @see {@link recordFileParameters} */
export type RecordFileParameters = z.infer<typeof recordFileParameters>;
