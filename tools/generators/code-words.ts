/** The words that a template's code consists of: without its comments, its texts in double quotes and its placeholders. */
export function codeWords(template: string): ReadonlySet<string> {
  const code = template.replace(/"(?:[^"\\\n]|\\.)*"|\/\*[^]*?\*\/|\/\/.*$|\{\{\w+\}\}/gm, " ");
  return new Set(code.match(/[A-Za-z]\w*/g));
}
