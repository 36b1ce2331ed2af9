import { existsSync } from "node:fs";
import { registerHooks } from "node:module";

/**
 * `node --import <this file> script.ts` runs the sources of the workspace as they are, so that a child process of a test needs
 * no build: `./x.js` means the `x.ts` beside it, `@sluice/x` the sources of that package.
 */
registerHooks({
  resolve(specifier, context, nextResolve) {
    const own = /^@sluice\/([a-z-]+)(?:\/([a-z-]+))?$/.exec(specifier);
    if (own !== null) return nextResolve(new URL(`../../packages/${own[1]}/src/${own[2] ?? "index"}.ts`, import.meta.url).href, context);
    const source = specifier.startsWith(".") && specifier.endsWith(".js") ? new URL(specifier.replace(/\.js$/, ".ts"), context.parentURL) : null;
    return nextResolve(source !== null && existsSync(source) ? source.href : specifier, context);
  },
});
