import { readFile } from "node:fs/promises";
import { publint } from "publint";
import { formatMessage } from "publint/utils";
import type { CheckStep } from "../check-step.ts";
import type { PackedPackage } from "../pack-packages.ts";

/** publint has nothing to say about the tarballs, not even a suggestion. */
export const publishLint: CheckStep = {
  name: "publint",
  async run({ packed }) {
    const problems = await Promise.all((await packed()).map(publintProblems));
    return problems.flat();
  },
};

async function publintProblems({ pkg: { manifest }, tarball }: PackedPackage): Promise<string[]> {
  const bytes = new Uint8Array(await readFile(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: bytes.buffer }, strict: true });
  return messages.map((message) => `${manifest.name}: ${message.type}: ${formatMessage(message, pkg, { color: false }) ?? message.code}`);
}
