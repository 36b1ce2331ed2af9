import { BOUNDS, STRETCH, verdict } from "./bounds.ts";
import { SCENARIOS, type Scenario } from "./job.ts";
import { PEERS, type PeerName } from "./peer.ts";
import type { Figure } from "./rounds.ts";

/** The table of a benchmark: a row per peer, with k documents/s and the multiple of the floor for every scenario. */
export function benchTable(figures: readonly Figure[]): string {
  const peers = [...new Set(figures.map((figure) => figure.peer))];
  const rows = [
    ["k docs/s, CPU x floor", ...SCENARIOS],
    ...peers.flatMap((peer) => {
      const row = [PEERS[peer].label, ...SCENARIOS.map((scenario) => cellOf(figureOf(figures, peer, scenario)))];
      return peer === "sluice" ? [row, ...boundRows(figures)] : [row];
    }),
  ];
  const remarks = peers.map((peer) => `  ${PEERS[peer].label}: ${PEERS[peer].remark}`);
  return [...align(rows), "", ...remarks].join("\n");
}

/** The scenarios in which Sluice takes longer than promised. */
export function missedBounds(figures: readonly Figure[]): Scenario[] {
  return SCENARIOS.filter((scenario) => {
    const figure = figureOf(figures, "sluice", scenario);
    return figure !== undefined && verdict(figure.multiple, BOUNDS[scenario]) === "miss";
  });
}

function boundRows(figures: readonly Figure[]): string[][] {
  const bounds = SCENARIOS.map((scenario) => {
    const figure = figureOf(figures, "sluice", scenario);
    return figure === undefined ? "-" : `<= ${BOUNDS[scenario].toFixed(1)} ${verdict(figure.multiple, BOUNDS[scenario])}`;
  });
  return [
    ["  bound", ...bounds],
    ["  stretch goal", ...SCENARIOS.map((scenario) => STRETCH[scenario].toFixed(1))],
  ];
}

function figureOf(figures: readonly Figure[], peer: PeerName, scenario: Scenario): Figure | undefined {
  return figures.find((figure) => figure.peer === peer && figure.scenario === scenario);
}

function cellOf(figure: Figure | undefined): string {
  if (figure === undefined) return "-";
  return `${(figure.documentsPerSecond / 1000).toFixed(0)}  ${figure.multiple.toFixed(1).padStart(5)}`;
}

function align(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  return rows.map((row) =>
    row.map((cell, column) => (column === 0 ? cell.padEnd(widths[column] ?? 0) : cell.padStart(widths[column] ?? 0))).join("   "),
  );
}
