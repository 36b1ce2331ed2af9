import { escapeControls } from "./escape-controls.js";

/** One column of a table in plain text. */
export interface TextColumn {
  readonly title: string;
  readonly align: "left" | "right";
}

/** Lines of a table, columns two spaces apart, without space at their ends. What is shown is made safe for a terminal. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string[] {
  const lines = [columns.map(({ title }) => title), ...rows].map((cells) => cells.map(escapeControls));
  const widths = columns.map((_, index) => Math.max(...lines.map((cells) => cells[index]?.length ?? 0)));
  return lines.map((cells) => cells.map((cell, index) => pad(cell, widths[index] ?? 0, columns[index])).join("  ").trimEnd());
}

function pad(cell: string, width: number, column: TextColumn | undefined): string {
  return column?.align === "right" ? cell.padStart(width) : cell.padEnd(width);
}
