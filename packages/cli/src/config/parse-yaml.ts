import { isAlias, parseDocument, visit } from "yaml";

const MAX_ALIASES = 100;
const MAX_DEPTH = 64;

/**
 * Reads one YAML document as plain data: no custom tags, no merge keys, no duplicate keys, a bounded number of aliases.
 *
 * @throws {Error} That names line and column.
 */
export function parseYaml(text: string): unknown {
  refuseDeepNesting(text);
  const document = parseDocument(text, { schema: "core", uniqueKeys: true, customTags: [], logLevel: "error", prettyErrors: true });
  const problem = document.errors[0] ?? document.warnings[0]; // an unknown tag is only a warning to the parser
  if (problem !== undefined) throw new Error(firstLine(problem.message), { cause: problem });
  let aliases = 0;
  visit(document, {
    Node(_, node) {
      if (isAlias(node)) aliases += 1;
      return aliases > MAX_ALIASES ? visit.BREAK : undefined;
    },
  });
  if (aliases > MAX_ALIASES) throw new Error(`at most ${MAX_ALIASES} aliases are allowed`);
  return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
}

function firstLine(message: string): string {
  return (message.trimEnd().split("\n")[0] ?? "").replace(/:$/, "");
}

/** The parser is recursive; what nests this deep is no configuration. Brackets inside strings count too, which does no harm. */
function refuseDeepNesting(text: string): void {
  let depth = 0;
  for (const character of text) {
    if (character === "[" || character === "{") depth += 1;
    else if (character === "]" || character === "}") depth -= 1;
    if (depth > MAX_DEPTH) throw new Error(`at most ${MAX_DEPTH} levels of nesting are allowed`);
  }
}
