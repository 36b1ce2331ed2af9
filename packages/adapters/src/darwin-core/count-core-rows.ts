import type { InputFile } from "../files/input-file.js";
import type { TableDescriptor } from "./archive-descriptor.js";
import { readDescriptor } from "./read-descriptor.js";
import { ZipArchive, type ZipArchiveOptions } from "./zip-archive.js";

const MAX_COUNTED_BYTES = 67_108_864;

/** What {@link countCoreRows} needs to know. */
export interface CountCoreRowsOptions extends ZipArchiveOptions {
  readonly signal: AbortSignal;
}

/**
 * About how many rows the core of an archive has: lines without those of the header, counted in the first 64 MiB of each member and
 * carried on from there by its declared size. A row over several lines counts as several.
 */
export async function countCoreRows(input: InputFile, { signal, ...options }: CountCoreRowsOptions): Promise<number> {
  using archive = await ZipArchive.open(input, options);
  const { core } = await readDescriptor(archive, signal);
  let rows = 0;
  for (const member of core.members) rows += await rowsOf(archive, { member, core, signal });
  return rows;
}

interface MemberOptions extends Pick<CountCoreRowsOptions, "signal"> {
  readonly member: string;
  readonly core: TableDescriptor;
}

async function rowsOf(archive: ZipArchive, { member, core: { newline, headerLines }, signal }: MemberOptions): Promise<number> {
  const end = newline.charCodeAt(0);
  let [lines, bytes, last] = [0, 0, end];
  for await (const chunk of archive.read(member, signal)) {
    for (let at = chunk.indexOf(end); at !== -1; at = chunk.indexOf(end, at + 1)) lines += 1;
    bytes += chunk.length;
    last = chunk.at(-1) ?? last;
    if (bytes >= MAX_COUNTED_BYTES) return Math.max(0, Math.round((lines * archive.sizeOf(member)) / bytes) - headerLines);
  }
  return Math.max(0, lines + (last === end ? 0 : 1) - headerLines);
}
