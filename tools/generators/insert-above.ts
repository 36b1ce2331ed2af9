/**
 * A text with lines put above the one line that is the marker, whatever its indentation. Lines that stand above it already are not put there again.
 *
 * @throws {Error} If the marker is not there, or there more than once: then nobody knows where the lines belong.
 */
export function insertAbove(text: string, { marker, lines, path }: { readonly marker: string; readonly lines: string; readonly path: string }): string {
  const markers = [...text.matchAll(/^.*$/gm)].filter(([line]) => line.trim() === marker);
  const [found, ...others] = markers;
  if (found === undefined || others.length > 0) {
    throw new Error(`Cannot add to the list in ${path}: expected the line ${marker} once, received it ${markers.length === 0 ? "nowhere" : `${markers.length} times`}`);
  }
  if (`\n${text}`.includes(`\n${lines}`)) return text;
  return text.slice(0, found.index) + lines + text.slice(found.index);
}
