import { captionText } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, descendantsOf, elementAt, type JatsElement } from "./jats-element.js";

/** One figure; the picture itself is named and never fetched. */
export interface ArticleFigure {
  readonly id?: string;
  readonly label?: string;
  readonly caption: string;
  readonly doi?: string;
  /** What the article calls the file of the picture. */
  readonly graphic?: string;
}

/** The figures in reading order, those that supplement another one behind it. */
export function articleFigures(article: JatsElement): ArticleFigure[] {
  return childrenOf(article, "body", "back", "floats-group", "floats-wrap").flatMap(figuresIn).map(figureOf);
}

/** The DOI that a figure or table has of its own. */
export function ownDoi(element: JatsElement): string | undefined {
  const id = inlineText(childrenOf(element, "object-id").find((one) => attributeOf(one, "pub-id-type") === "doi"));
  return id === "" ? undefined : id;
}

function figuresIn(element: JatsElement): JatsElement[] {
  return descendantsOf(element, "fig").flatMap((figure) => [figure, ...figuresIn(figure)]);
}

function figureOf(figure: JatsElement): ArticleFigure {
  const found = {
    id: attributeOf(figure, "id"),
    label: inlineText(elementAt(figure, "label")),
    doi: ownDoi(figure),
    graphic: attributeOf(childrenOf(figure, "graphic")[0] ?? descendantsOf(elementAt(figure, "alternatives"), "graphic")[0], "href"),
  };
  const caption = captionText({ ...figure, children: childrenOf(figure, "caption") });
  return { ...Object.fromEntries(Object.entries(found).filter(([, value]) => value !== undefined && value !== "")), caption };
}
