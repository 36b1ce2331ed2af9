import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, type JatsElement } from "./jats-element.js";

const MAX_SPAN = 1_000;

/** How many more places spans may fill; shared by the tables of an article, of which any number of places could be asked for. */
export interface SpanBudget {
  left: number;
}

/**
 * The texts of the cells of a table, row by row. A cell that spans several columns or rows has its text in the first of its
 * places and nothing in the others, so that what stands below each other in the article does so here.
 *
 * @param wrap What holds the table.
 * @param budget Spans that it does not suffice for are not filled.
 */
export function tableRows(wrap: JatsElement, budget: SpanBudget): string[][] {
  /** In how many of the next rows a column is taken. */
  const taken: number[] = [];
  const table = descendantsOf(wrap, "tr");
  return table.map((row, index) => {
    const cells: string[] = [];
    for (const cell of childrenOf(row, "td", "th")) {
      while ((taken[cells.length] ?? 0) > 0) place(cells, taken, { text: "", rows: taken[cells.length] ?? 0 });
      const { columns, rows } = spansOf(cell, { rowsLeft: table.length - index, budget });
      for (let column = 0; column < columns; column += 1) place(cells, taken, { text: column === 0 ? inlineText(cell) : "", rows });
    }
    const last = taken.findLastIndex((rows) => rows > 0);
    while (cells.length <= last) place(cells, taken, { text: "", rows: taken[cells.length] ?? 0 });
    return cells;
  });
}

interface Cell {
  readonly text: string;
  /** For how many rows it stands, this one included. */
  readonly rows: number;
}

function place(cells: string[], taken: number[], { text, rows }: Cell): void {
  taken[cells.length] = Math.max(0, rows - 1);
  cells.push(text);
}

interface SpanLimits {
  readonly rowsLeft: number;
  readonly budget: SpanBudget;
}

function spansOf(cell: JatsElement, { rowsLeft, budget }: SpanLimits): { readonly columns: number; readonly rows: number } {
  const columns = spanOf(cell, "colspan");
  const rows = Math.min(spanOf(cell, "rowspan"), rowsLeft);
  const places = columns * rows - 1;
  if (places > budget.left) return { columns: 1, rows: 1 };
  budget.left -= places;
  return { columns, rows };
}

function spanOf(cell: JatsElement, name: "colspan" | "rowspan"): number {
  const span = Number(attributeOf(cell, name) ?? "1");
  return Number.isInteger(span) && span >= 1 ? Math.min(span, MAX_SPAN) : 1;
}
