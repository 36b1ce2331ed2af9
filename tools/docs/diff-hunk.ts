/** Lines around a change that say nothing about it: the frame that every case has. */
const FRAME = /^(?:export async function run\(|import |\/\/ |\}$|\s*$)|= new IngestionPipeline\(\{ adapters \}\);?$/;

/**
 * The part of a text that differs from another, as lines of a diff, moved to the left margin. `context` lines around it are
 * shown as far as they are not part of a case's frame.
 */
export function diffHunk(before: string, after: string, context = 2): readonly string[] {
  const [old, now] = [before.split("\n"), after.split("\n")];
  const first = old.findIndex((line, index) => line !== now[index]);
  if (first === -1) return [];
  let tail = 0;
  while (tail < Math.min(old.length, now.length) - first && old.at(-1 - tail) === now.at(-1 - tail)) tail += 1;
  const lead = inward(old.slice(Math.max(0, first - context), first).reverse()).reverse();
  const trail = inward(old.slice(old.length - tail, old.length - tail + context));
  const changed = interleaved(old.slice(first, old.length - tail), now.slice(first, now.length - tail));
  return outdented([...lead.map((line) => ` ${line}`), ...changed, ...trail.map((line) => ` ${line}`)]);
}

/** The lines next to the change, up to the first of the frame. */
function inward(lines: readonly string[]): string[] {
  const frame = lines.findIndex((line) => FRAME.test(line));
  return frame === -1 ? [...lines] : lines.slice(0, frame);
}

/** Lines that both have stay, in the order of the longest common subsequence; the others go or come. */
function interleaved(old: readonly string[], now: readonly string[]): string[] {
  const lengths = commonLengths(old, now);
  const lines: string[] = [];
  let [i, j] = [0, 0];
  while (i < old.length || j < now.length) {
    if (i < old.length && j < now.length && old[i] === now[j]) {
      lines.push(` ${old[i] ?? ""}`);
      i += 1;
      j += 1;
    } else if (i < old.length && (j >= now.length || (lengths[i + 1]?.[j] ?? 0) >= (lengths[i]?.[j + 1] ?? 0))) {
      lines.push(`-${old[i] ?? ""}`);
      i += 1;
    } else {
      lines.push(`+${now[j] ?? ""}`);
      j += 1;
    }
  }
  return lines;
}

/** How many lines the rests from `i` and `j` on have in common. */
function commonLengths(old: readonly string[], now: readonly string[]): readonly (readonly number[])[] {
  const lengths = Array.from({ length: old.length + 1 }, () => new Array<number>(now.length + 1).fill(0));
  for (let i = old.length - 1; i >= 0; i -= 1) {
    for (let j = now.length - 1; j >= 0; j -= 1) {
      const [below, right, diagonal] = [lengths[i + 1]?.[j] ?? 0, lengths[i]?.[j + 1] ?? 0, lengths[i + 1]?.[j + 1] ?? 0];
      lengths[i]![j] = old[i] === now[j] ? diagonal + 1 : Math.max(below, right);
    }
  }
  return lengths;
}

function outdented(lines: readonly string[]): readonly string[] {
  const indents = lines.filter((line) => line.trim().length > 1).map((line) => /^.(?<indent>\s*)/.exec(line)?.groups?.["indent"]?.length ?? 0);
  const indent = Math.min(...indents);
  return lines.map((line) => line.slice(0, 1) + line.slice(1 + indent));
}
