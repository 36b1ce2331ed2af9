import { type Fields, fieldsOf } from "./fields-of.js";

const DOI = /\b10\.\d{4,9}\/[^\s"<]{1,200}/;
const END_OF_SENTENCE = /[.,;:\]]{1,9}$/;

/** The publications a study names: type, citation and PMID as they are there, with the DOI that stands in a citation. */
export function studyReferences(found: unknown): { readonly references?: readonly Fields[] } {
  if (!Array.isArray(found) || found.length === 0) return {};
  return { references: found.map(withDoi) };
}

function withDoi(reference: unknown): Fields {
  const fields = fieldsOf(reference);
  const { citation } = fields;
  const doi = typeof citation === "string" ? doiIn(citation) : null;
  return doi === null ? fields : { ...fields, doi };
}

/** The first DOI in a citation, without the marks that end its sentence or its brackets, or `null`. */
export function doiIn(citation: string): string | null {
  const found = DOI.exec(citation)?.[0];
  if (found === undefined) return null;
  let doi = found.replace(END_OF_SENTENCE, "");
  while (doi.endsWith(")") && doi.split(")").length > doi.split("(").length) doi = doi.slice(0, -1).replace(END_OF_SENTENCE, "");
  return doi;
}
