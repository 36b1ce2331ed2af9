/**
 * The contract that a commit was written against, by the range in which its manifests ask for the pipeline: no types are
 * installed that could tell. `auto` where they disagree or say nothing.
 */
export function contractOf(manifests: readonly string[]): "auto" | "0.x" | "1.x" {
  const contracts = new Set(manifests.flatMap(contractsIn));
  const [only] = contracts;
  return contracts.size === 1 && only !== undefined ? only : "auto";
}

type Manifest = Readonly<Record<string, Readonly<Record<string, unknown>> | undefined>> | null;

function contractsIn(text: string): ("0.x" | "1.x")[] {
  const manifest = parse(text);
  const ranges = ["dependencies", "devDependencies", "peerDependencies"].map((field) => manifest?.[field]?.["@sluice/pipeline"]);
  return ranges.flatMap((range) => {
    const major = typeof range === "string" ? /^(?:workspace:)?[~^>=v\s]*(\d+)/.exec(range)?.[1] : undefined;
    if (major === undefined) return [];
    return major === "0" ? ["0.x"] : ["1.x"];
  });
}

function parse(text: string): Manifest {
  try {
    return JSON.parse(text) as Manifest;
  } catch {
    return null; // a commit with a broken manifest says nothing of the contract
  }
}
