// corpus: a page with a loader, in TSX
// expect: rewrite list
import { IngestionPipeline } from "@sluice/pipeline";
import type { Env } from "../../harness/env.js";
import { h } from "../../harness/h.js";

async function loader({ adapters }: Env): Promise<{ titles: string[] }> {
  const pipeline = new IngestionPipeline({ adapters });
  const documents = await pipeline.runAsync("papers");
  return { titles: documents.map(({ title }) => title ?? "untitled") };
}

function Page({ titles }: { readonly titles: readonly string[] }): h.JSX.Element {
  return (
    <ul className="titles">
      {titles.map((title) => (
        <li>{title}</li>
      ))}
    </ul>
  );
}

export async function run(env: Env): Promise<unknown> {
  return Page(await loader(env));
}
