import js from "@eslint/js";
import sluice from "@sluice/eslint-plugin";
import tseslint from "typescript-eslint";
import { boundaryLint } from "./tools/checks/boundary-lint.ts";

export default tseslint.config(
  { ignores: ["**/dist/**", "**/node_modules/**", ".nx/**", "**/__fixtures__/**", "packages/codemod/corpus/**", "out/**"] },
  js.configs.recommended,
  ...tseslint.configs.strictTypeChecked,
  sluice.configs.strict,
  {
    languageOptions: {
      parserOptions: {
        projectService: { allowDefaultProject: ["*.js", "packages/*/tsup.config.ts"], maximumDefaultProjectFileMatchCount_THIS_WILL_SLOW_DOWN_LINTING: 40 },
        tsconfigRootDir: import.meta.dirname,
      },
    },
    rules: {
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/explicit-module-boundary-types": "error",
      "@typescript-eslint/no-unused-vars": ["error", { argsIgnorePattern: "^_", varsIgnorePattern: "^_" }],
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true, allowBoolean: true, allowNullish: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
      "@typescript-eslint/no-invalid-void-type": "off",
      "no-restricted-syntax": [
        "error",
        { selector: "ExportAllDeclaration", message: "Name what is exported." },
        { selector: "TSEnumDeclaration", message: "Use an `as const` object." },
      ],
      eqeqeq: "error",
    },
  },
  ...boundaryLint(),
  {
    files: ["**/*.js"],
    ...tseslint.configs.disableTypeChecked,
  },
  {
    // Tests hold a handful of documents, and those of the eager calls are about nothing else.
    files: ["**/*.test.ts", "**/testing/**"],
    rules: { "@sluice/prefer-stream-events": "off" },
  },
  {
    files: ["packages/pipeline/src/testing/run-legacy.ts"],
    rules: { "@sluice/no-legacy-run-async": "off" },
  },
  {
    // Kinds of nodes are compared as strings there: the enum of their names comes from a module that loads ESLint.
    files: ["packages/eslint-plugin/**"],
    rules: { "@typescript-eslint/no-unsafe-enum-comparison": "off" },
  },
  {
    files: ["**/*.test.ts", "tools/**", "docs/**"],
    rules: {
      "@typescript-eslint/no-non-null-assertion": "off",
      "@typescript-eslint/no-empty-function": "off",
      "@typescript-eslint/require-await": "off",
      "@typescript-eslint/no-unnecessary-condition": "off",
    },
  },
);
