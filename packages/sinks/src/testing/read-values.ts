import { readJsonlFile } from "../read-jsonl-file.js";

/** Every value of a JSON Lines file. */
export async function readValues(path: string): Promise<unknown[]> {
  const values: unknown[] = [];
  for await (const { value } of readJsonlFile(path)) values.push(value);
  return values;
}
