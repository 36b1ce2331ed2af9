import { defineConfig, type Options } from "tsup";

/** How every library package is built: ESM first, CJS beside it, declarations for both, no source maps in tarballs. */
export function libraryBuild(entry: string[], overrides: Options = {}): ReturnType<typeof defineConfig> {
  return defineConfig({
    entry,
    format: ["esm", "cjs"],
    dts: true,
    clean: true,
    target: "node22",
    platform: "node",
    splitting: true,
    treeshake: true,
    silent: true,
    removeNodeProtocol: false, // node:sqlite has no name without it
    ...overrides,
  });
}
