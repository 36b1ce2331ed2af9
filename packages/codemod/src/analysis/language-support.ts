import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { tsc } from "./compiler.js";
import type { OwningConfigs } from "./owning-configs.js";

/** What may be written into a file so that it still type-checks. */
export interface LanguageSupport {
  /** `Array.fromAsync` is declared. */
  readonly fromAsync: boolean;
  /** `for await` is understood. */
  readonly asyncIteration: boolean;
  /** `const list = []` takes its type from what is pushed. */
  readonly evolvingArrays: boolean;
  /** A type without null means that there is a value: somebody has checked it. */
  readonly strictNulls: boolean;
}

const unchecked: LanguageSupport = { fromAsync: true, asyncIteration: true, evolvingArrays: true, strictNulls: false };

/** What the `lib`, `target` and strictness that a file is compiled with allow. JavaScript that nobody checks has no limits but its engine's. */
export function languageSupport(file: string, configs: OwningConfigs): LanguageSupport {
  const config = configs.of(file);
  const isScript = /\.[cm]?jsx?$/.test(file);
  if (config === undefined || (isScript && config.options.checkJs !== true)) return unchecked;
  const { options } = config;
  const libraries = options.lib ?? [tsc.getDefaultLibFileName(options)];
  const isStrict = (flag: boolean | undefined): boolean => flag ?? options.strict ?? true;
  return {
    fromAsync: libraries.some((name) => /^lib\.esnext(?:\.full|\.array)?\.d\.ts$/i.test(name)) && !isOldCompiler(file),
    asyncIteration: libraries.some((name) => /^lib\.(?:es20(?:1[89]|[2-9]\d)|esnext)\b/i.test(name)),
    evolvingArrays: isScript || isStrict(options.noImplicitAny) || !isStrict(options.strictNullChecks),
    strictNulls: isStrict(options.strictNullChecks),
  };
}

/** Whether the compiler installed for the file is from before `Array.fromAsync` was declared. */
function isOldCompiler(file: string): boolean {
  for (let directory = dirname(file); ; directory = dirname(directory)) {
    const library = join(directory, "node_modules/typescript/lib");
    if (existsSync(join(library, "lib.esnext.d.ts"))) return !existsSync(join(library, "lib.esnext.array.d.ts"));
    if (directory === dirname(directory)) return false;
  }
}
