import { type Archive } from "@archive/sources";

/** Every title in order of the alphabet, numbered. */
export async function catalogue({ pipeline, collections }: Archive): Promise<string> {
  const lists = await Promise.all(collections.map((name) => pipeline.runAsync(name, { parameters: { sorted: true } })));
  return lists
    .flat()
    .map(({ title }) => title ?? "")
    .sort((a, b) => a.localeCompare(b))
    .map((title, index) => `${index + 1}. ${title}`)
    .join("\n");
}
