/** A link of a Markdown page to something in the repository. */
export interface MarkdownLink {
  /** From 1. */
  readonly line: number;
  /** Its path, decoded; empty for a place on the same page. */
  readonly path: string;
  /** The heading it leads to, as in the address; null if it names none. */
  readonly anchor: string | null;
}

const LINK = /!?\[(?:[^\]\\]|\\.)*\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g;
const FENCE = /^\s*(`{3,}|~{3,})/;

/** The relative links and pictures of a page, those in code left out. Addresses with a scheme are not followed. */
export function markdownLinks(markdown: string): MarkdownLink[] {
  return prose(markdown).flatMap((text, index) =>
    [...text.replace(/`[^`]*`/g, "").matchAll(LINK)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^([a-z][a-z\d+.-]*:|\/\/)/i.test(target))
      .map((target) => {
        const [path = "", anchor = null] = target.split("#");
        return { line: index + 1, path: decodeURIComponent(path), anchor };
      }),
  );
}

/** The anchors of a page's headings, as GitHub and VitePress make them. */
export function headingAnchors(markdown: string): Set<string> {
  const anchors = new Set<string>();
  for (const text of prose(markdown)) {
    const [, heading] = /^#{1,6}\s+(.+?)\s*#*$/.exec(text) ?? [];
    if (heading === undefined) continue;
    const slug = slugOf(heading);
    let anchor = slug;
    for (let count = 1; anchors.has(anchor); count += 1) anchor = `${slug}-${count}`;
    anchors.add(anchor);
  }
  return anchors;
}

function slugOf(heading: string): string {
  return heading
    .replace(/\[([^\]]*)\]\([^)]*\)/g, "$1")
    .toLowerCase()
    .replace(/[^\p{L}\p{N}\s_-]/gu, "")
    .replaceAll(/\s/g, "-");
}

/** The lines of a page, those in fences empty. */
function prose(markdown: string): string[] {
  let fence: string | null = null;
  return markdown.split("\n").map((line) => {
    const [, marker] = FENCE.exec(line) ?? [];
    const isInside = fence !== null;
    if (fence === null) fence = marker ?? null;
    else if (marker?.startsWith(fence) === true) fence = null;
    return isInside || marker !== undefined ? "" : line;
  });
}
