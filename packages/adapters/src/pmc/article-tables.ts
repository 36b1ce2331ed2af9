import { ownDoi } from "./article-figures.js";
import { blockTexts, captionText } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";
import { type SpanBudget, tableRows } from "./table-rows.js";

const MAX_SPANNED = 100_000;

/** One table; a table that is given as an image alone has no rows. */
export interface ArticleTable {
  readonly id?: string;
  readonly label?: string;
  readonly doi?: string;
  readonly caption: string;
  /** The texts of the cells, row by row, headings first; what a cell spans beyond its first place is empty. */
  readonly rows: readonly (readonly string[])[];
  /** How many of the rows are headings. */
  readonly headerRows: number;
  readonly footnotes?: readonly string[];
}

/** The tables in reading order. */
export function articleTables(article: JatsElement): ArticleTable[] {
  const parts = childrenOf(article, "body", "back", "floats-group", "floats-wrap");
  const budget = { left: MAX_SPANNED };
  return parts.flatMap((part) => descendantsOf(part, "table-wrap")).map((wrap) => tableOf(wrap, budget));
}

function tableOf(wrap: JatsElement, budget: SpanBudget): ArticleTable {
  const id = attributeOf(wrap, "id");
  const label = inlineText(elementAt(wrap, "label"));
  const doi = ownDoi(wrap);
  const footnotes = childrenOf(wrap, "table-wrap-foot").flatMap(blockTexts);
  return {
    ...(id === undefined ? {} : { id }),
    ...(label === "" ? {} : { label }),
    ...(doi === undefined ? {} : { doi }),
    caption: captionText({ ...wrap, children: childrenOf(wrap, "caption") }),
    rows: tableRows(wrap, budget),
    headerRows: descendantsOf(wrap, "thead").flatMap((head) => descendantsOf(head, "tr")).length,
    ...(footnotes.length === 0 ? {} : { footnotes }),
  };
}
