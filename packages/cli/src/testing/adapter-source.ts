/** What {@link adapterSource} writes. */
export interface AdapterSourceOptions {
  /** How the adapter is called. @default "letters" */
  readonly name?: string;
  /** How it is exported. @default "export default" */
  readonly exporting?: string;
}

/**
 * The source of an adapter without imports: a document for each letter of `input`, of which the upper-case ones fail, and
 * `delayMs` between two. Written in TypeScript; without `types` it is JavaScript.
 */
export function adapterSource({ name = "letters", exporting = "export default" }: AdapterSourceOptions = {}): string {
  return `
type Options = { readonly prefix?: string; readonly delayMs?: number; readonly apiKey?: string };

${exporting} ((options: Options = {}) => {
  if (options.apiKey === "wr0ng-k3y") throw new TypeError(\`the key \${options.apiKey} is refused\`);
  return {
    name: ${JSON.stringify(name)},
    description: "Letters of a word",
    async *fetch({ parameters, cursor, mark, signal }: any): AsyncGenerator<string> {
      for (let at = (cursor as number | null) ?? 0; at < parameters.word.length; at += 1) {
        signal.throwIfAborted();
        mark(at);
        yield \`\${at}\${parameters.word[at]}\`;
        await new Promise((resolve) => setTimeout(resolve, options.delayMs ?? 0));
      }
    },
    identify: (letter: string) => (options.prefix ?? "letter-") + letter,
    parse(letter: string) {
      if (/[A-Z]/.test(letter)) throw new Error("upper case");
      return { docId: (options.prefix ?? "letter-") + letter, title: letter, text: null, metadata: {}, provenance: { source: ${JSON.stringify(name)} }, raw: letter };
    },
  };
});
`;
}
