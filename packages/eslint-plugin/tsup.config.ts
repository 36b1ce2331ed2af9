import { libraryBuild } from "../../tsup.base.ts";

/** What `require` gives is the plugin itself, as eslintrc expects, and one object with what the configurations refer to. */
const footer = "module.exports = Object.defineProperties(module.exports.default, { __esModule: { value: true }, default: { value: module.exports.default } });";

export default libraryBuild(["src/index.ts"], {
  noExternal: ["@sluice/core-events"],
  shims: true,
  splitting: false,
  treeshake: false, // rollup would drop the footer; esbuild leaves out what is not used
  footer: ({ format }) => (format === "cjs" ? { js: footer } : {}),
});
