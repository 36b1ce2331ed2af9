import type { IngestionPipeline } from "@sluice/pipeline";
import { h } from "./h.js";
import { Phases, Table } from "./components.js";

interface Request {
  readonly path: string;
}

interface Response {
  readonly status: number;
  readonly body: string;
}

type Route = (request: Request) => Promise<Response>;

/** The pages, each of which reads the source when it is asked for. */
export function routes(pipeline: IngestionPipeline): Record<string, Route> {
  return {
    "/": async () => {
      const trials = await pipeline.runAsync("trials");
      return page(<Table documents={trials} />);
    },
    "/count": async () => page(<b>{(await pipeline.runAsync("trials")).length}</b>),
    "/phases": async () => {
      const phases = new Map<number, number>();
      for (const { metadata } of await pipeline.runAsync("trials")) {
        const phase = Number(metadata["phase"]);
        phases.set(phase, (phases.get(phase) ?? 0) + 1);
      }
      return page(<Phases phases={phases} />);
    },
    "/trial": async ({ path }) => {
      const id = path.split("/").at(-1);
      const found = (await pipeline.runAsync("trials")).find(({ docId }) => docId === id);
      return found === undefined ? { status: 404, body: "no such trial" } : page(<h1>{found.title}</h1>);
    },
  };
}

function page(body: string): Response {
  return { status: 200, body };
}
