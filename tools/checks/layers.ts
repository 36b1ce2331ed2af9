/** What a layer of packages may import, beside Node's own modules and itself. */
export interface LayerRule {
  /** Other layers of this workspace. */
  readonly layers: readonly string[];
  /** Other layers whose modules the build puts into the package itself: development dependencies, nothing to install. */
  readonly bundled?: readonly string[];
  /** Third-party packages, where the layer is limited to a few; else whatever its package.json declares. */
  readonly external?: readonly string[];
}

const CONTRACT = ["core-events"];
const RUNTIME = ["core-events", "resilience", "pipeline", "adapters", "sinks", "metrics", "event-bus", "monitors"];
const MIGRATION = ["eslint-plugin", "codemod", "adoption"];

/** Which package may import which, by the `layer:` tag of its package.json. Everything not listed is forbidden. */
export const LAYERS: Readonly<Record<string, LayerRule>> = {
  "core-events": { layers: [], external: ["zod"] },
  resilience: { layers: CONTRACT },
  pipeline: { layers: [...CONTRACT, "resilience"] },
  adapters: { layers: [...CONTRACT, "resilience"] },
  sinks: { layers: CONTRACT },
  metrics: { layers: CONTRACT },
  "event-bus": { layers: CONTRACT },
  monitors: { layers: CONTRACT },
  orchestrator: { layers: [...CONTRACT, "resilience"] },
  server: { layers: RUNTIME },
  cli: { layers: [...RUNTIME, "orchestrator", "server", ...MIGRATION] },
  "eslint-plugin": { layers: [], bundled: CONTRACT },
  codemod: { layers: [] },
  adoption: { layers: [...CONTRACT, "codemod"] },
  tools: { layers: [...RUNTIME, "orchestrator", "server", "cli", ...MIGRATION, "tools"] },
};
