import { documentIdOf } from "./article-ids.js";
import { articleParser, withoutPrefix } from "./read-jats.js";

const CHUNK_CHARS = 8_192;
const MAX_CHARS = 4_194_304;
const MAX_DEPTH = 64;
const ID_PATH = "front/article-meta/article-id";

/**
 * The id of the document that an article in XML makes: its PMC id, else its DOI. Reads no further than the end of its
 * metadata; `null` where there is no id up to there or the XML is broken, which is for the parser to say.
 */
export function scanDocumentId(xml: string): string | null {
  const ids: Record<string, string> = {};
  const path: string[] = [];
  const state: { type: string | null; isDone: boolean } = { type: null, isDone: false };
  const parser = articleParser();
  parser.on("opentag", ({ name, attributes }) => {
    path.push(withoutPrefix(name));
    if (path.length > MAX_DEPTH) state.isDone = true;
    if (path.slice(-3).join("/") === ID_PATH) state.type = attributes["pub-id-type"] ?? "other";
  });
  parser.on("text", (text) => {
    if (state.type !== null && !state.isDone && path.at(-1) === "article-id" && ids[state.type] === undefined && text.trim() !== "") ids[state.type] = text.trim();
  });
  parser.on("closetag", ({ name }) => {
    path.pop();
    state.type = null;
    if (withoutPrefix(name) === "article-meta") state.isDone = true;
  });
  try {
    for (let at = 0; at < Math.min(xml.length, MAX_CHARS) && !state.isDone; at += CHUNK_CHARS) parser.write(xml.slice(at, at + CHUNK_CHARS));
  } catch {
    return null; // parse() reads it again and says what is wrong
  }
  return documentIdOf(ids);
}
