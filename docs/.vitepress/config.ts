import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { defineConfig } from "vitepress";

const root = fileURLToPath(new URL("../..", import.meta.url));
const DECISIONS = "docs/decisions";

/** The site is the repository's own Markdown, at the paths where it stands, so that a link works here as it does there. */
export default defineConfig({
  title: "Sluice",
  description: "Streaming-first document ingestion for Node.js",
  srcDir: "..",
  outDir: "../out/site",
  cacheDir: "../.nx/vitepress",
  srcExclude: ["**/node_modules/**", "**/dist/**", "out/**", ".*/**", "tools/**", "packages/*/{src,corpus,api}/**", "packages/*/CHANGELOG.md", "docs/examples/**", "**/ATTRIBUTION.md"],
  rewrites: { "README.md": "index.md" },
  lastUpdated: false,
  ignoreDeadLinks: [/\/examples\//, /\/tools\//, /^\/api\//, /LICENSE/],
  themeConfig: {
    search: { provider: "local" },
    nav: [
      { text: "Guide", link: "/docs/getting-started" },
      { text: "Packages", link: "/docs/packages" },
      { text: "API", link: "/api/", target: "_self" },
    ],
    sidebar: [
      { text: "Guide", items: pages(["getting-started", "concepts", "pipeline", "streaming", "adapters", "http", "sinks"]) },
      { text: "Operations", items: pages(["runbook", "event-bus", "observability", "monitors", "metrics"]) },
      { text: "Migration", items: pages(["migration", "adoption"]) },
      { text: "Reference", items: pages(["cli", "events", "errors", "packages", "dependencies", "releasing"]) },
      { text: "Packages", collapsed: true, items: readdirSync(`${root}/packages`).map((name) => ({ text: `@sluice/${name}`, link: `/packages/${name}/README` })) },
      { text: "Decisions", collapsed: true, items: readdirSync(`${root}/${DECISIONS}`).map((name) => page(`${DECISIONS}/${name}`)) },
    ],
  },
});

function pages(names: readonly string[]): { text: string; link: string }[] {
  return names.map((name) => page(`docs/${name}.md`));
}

/** A link to a page, named by its heading. */
function page(path: string): { text: string; link: string } {
  const [, heading] = /^# (.+)$/m.exec(readFileSync(`${root}/${path}`, "utf8")) ?? [];
  if (heading === undefined) throw new Error(`Cannot link ${path}: expected a first heading, found none`);
  return { text: heading, link: `/${path.replace(/\.md$/, "")}` };
}
