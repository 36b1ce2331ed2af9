import { existsSync, statSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { dirname, join, normalize, relative } from "node:path";
import { headingAnchors, type MarkdownLink, markdownLinks } from "../../docs/markdown-links.ts";
import type { CheckContext, CheckStep } from "../check-step.ts";
import { runCommand } from "../command.ts";

/** Every relative link of every Markdown file leads to a file that is there, and to a heading in it. */
export const links: CheckStep = {
  name: "links of Markdown files",
  async run({ root }) {
    const pages = await markdownFiles(root);
    const texts = new Map(await Promise.all(pages.map(async (page) => [page, await readFile(join(root, page), "utf8")] as const)));
    const anchors = new Map([...texts].map(([page, text]) => [page, headingAnchors(text)]));
    return [...texts].flatMap(([page, text]) => markdownLinks(text).flatMap((link) => problemOf({ root, page, link, anchors })));
  },
};

interface LinkOnPage {
  readonly root: CheckContext["root"];
  readonly page: string;
  readonly link: MarkdownLink;
  /** Of all pages, by their path. */
  readonly anchors: ReadonlyMap<string, ReadonlySet<string>>;
}

function problemOf({ root, page, link: { line, path, anchor }, anchors }: LinkOnPage): string[] {
  const target = path === "" ? page : normalize(join(dirname(page), path));
  const where = `${page}:${line}`;
  if (path.startsWith("/") || relative(root, join(root, target)).startsWith("..")) return [`${where}: ${path} leads out of the repository`];
  if (!existsSync(join(root, target))) return [`${where}: ${path} does not exist`];
  if (anchor === null) return [];
  if (statSync(join(root, target)).isDirectory() || anchors.get(target)?.has(anchor) !== true) return [`${where}: ${target} has no heading #${anchor}`];
  return [];
}

/** What git knows or would take, so that nothing installed or built is looked at. */
async function markdownFiles(root: string): Promise<string[]> {
  const { stdout } = await runCommand("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard", "*.md"], { cwd: root });
  return stdout.split("\0").filter((path) => path !== "" && existsSync(join(root, path)));
}
