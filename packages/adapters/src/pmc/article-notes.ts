import { blockTexts } from "./block-texts.js";
import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, elementAt, elementsOf, type JatsElement } from "./jats-element.js";

/** What the front of an article says beside its metadata: interests, contributions, correspondence, where the data are. */
export interface ArticleNote {
  /** What kind of note it says it is, or its title. */
  readonly kind?: string;
  readonly text: string;
}

/** The notes of an article in reading order. */
export function articleNotes(article: JatsElement): ArticleNote[] {
  const front = elementAt(article, "front");
  const meta = elementAt(front, "article-meta");
  const notes = [
    ...childrenOf(meta, "author-notes").flatMap((part) => elementsOf(part).map(authorNote)),
    ...childrenOf(front, "notes").flatMap(frontNotes),
    ...childrenOf(meta, "custom-meta-group", "custom-meta-wrap").flatMap((group) => childrenOf(group, "custom-meta")).map(customMeta),
  ];
  return notes.filter(({ text }) => text !== "");
}

function authorNote(note: JatsElement): ArticleNote {
  return noteOf(attributeOf(note, "fn-type") ?? (note.name === "corresp" ? "corresp" : undefined), blockTexts(note).join("\n\n"));
}

/** Notes may hold notes. */
function frontNotes(notes: JatsElement): ArticleNote[] {
  const inner = childrenOf(notes, "notes");
  if (inner.length > 0) return inner.flatMap(frontNotes);
  const title = inlineText(elementAt(notes, "title"));
  const rest = { ...notes, children: notes.children.filter((child) => typeof child === "string" || child.name !== "title") };
  return [noteOf(title === "" ? attributeOf(notes, "notes-type") : title, blockTexts(rest).join("\n\n"))];
}

function customMeta(meta: JatsElement): ArticleNote {
  const name = inlineText(elementAt(meta, "meta-name"));
  return noteOf(name === "" ? undefined : name, inlineText(elementAt(meta, "meta-value")));
}

function noteOf(kind: string | undefined, text: string): ArticleNote {
  return { ...(kind === undefined ? {} : { kind }), text };
}
