import { glob, readFile } from "node:fs/promises";
import { join } from "node:path";
import { type MarkdownFence, markdownFences } from "./markdown-fences.ts";

const PAGES = ["README.md", "docs/**/*.md", "packages/*/README.md", ".github/*.md"];
/** Made from sources that have tests of their own, and partly code of 0.x. */
const TESTED_ELSEWHERE = ["docs/migration.md", "docs/rules/"];

/** A fence, and where it stands. */
export interface PageFence extends MarkdownFence {
  /** Relative to the root. */
  readonly page: string;
}

/** All fences of the documentation that a reader would try, in order of pages. */
export async function pageFences(root: string): Promise<PageFence[]> {
  const pages: string[] = [];
  for await (const page of glob(PAGES, { cwd: root })) if (!TESTED_ELSEWHERE.some((prefix) => page.startsWith(prefix))) pages.push(page);
  const fences = await Promise.all(pages.sort().map(async (page) => markdownFences(await readFile(join(root, page), "utf8")).map((fence) => ({ ...fence, page }))));
  return fences.flat();
}
