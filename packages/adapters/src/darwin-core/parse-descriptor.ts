import { posix } from "node:path";
import { isEncoding } from "../text/strict-decoder.js";
import { type ArchiveDescriptor, type FieldDescriptor, shortName, type TableDescriptor } from "./archive-descriptor.js";
import { readXmlElements, type XmlElement } from "./read-xml-elements.js";

/**
 * What a `meta.xml` of the Darwin Core Text Guide says, with the guide's defaults.
 *
 * @param folder Where the file lies inside the archive; locations are relative to it.
 * @throws {Error} If it is not well-formed, or not a description that can be followed.
 * @see https://dwc.tdwg.org/text/
 */
export function parseDescriptor(xml: string, folder: string): ArchiveDescriptor {
  const root = readXmlElements(xml);
  const cores = root.children.filter(({ name }) => name === "core");
  const [core] = cores;
  if (core === undefined || cores.length > 1) throw new Error(`expected one core, received ${cores.length}`);
  return {
    core: tableOf(core, { folder, idName: "id" }),
    extensions: root.children.filter(({ name }) => name === "extension").map((table) => tableOf(table, { folder, idName: "coreid" })),
  };
}

function tableOf(table: XmlElement, { folder, idName }: { readonly folder: string; readonly idName: string }): TableDescriptor {
  const { attributes } = table;
  const encoding = attributes["encoding"] ?? "UTF-8";
  if (!isEncoding(encoding)) throw new Error(`expected an encoding that TextDecoder knows, received ${JSON.stringify(encoding)}`);
  return {
    rowType: shortName(attributes["rowType"] ?? "http://rs.tdwg.org/dwc/xsd/simpledarwincore/SimpleDarwinRecord"),
    members: membersOf(table, folder),
    encoding,
    delimiter: delimiterOf(attributes["fieldsTerminatedBy"]),
    quote: quoteOf(attributes["fieldsEnclosedBy"]),
    newline: newlineOf(attributes["linesTerminatedBy"]),
    headerLines: integerOf(attributes["ignoreHeaderLines"], "ignoreHeaderLines") ?? 0,
    idIndex: integerOf(childrenOf(table, idName)[0]?.attributes["index"], idName),
    fields: fieldsOf(table),
  };
}

function membersOf(table: XmlElement, folder: string): string[] {
  const locations = childrenOf(table, "files").flatMap((files) => childrenOf(files, "location").map(({ text }) => text.trim()));
  if (locations.length === 0) throw new Error(`expected a location in each table, received a ${table.name} without`);
  const remote = locations.find((location) => /^[a-z][a-z0-9+.-]*:\/\//i.test(location));
  if (remote !== undefined) throw new Error("expected locations inside the archive, received a URL");
  return locations.map((location) => posix.join(folder, location));
}

function fieldsOf(table: XmlElement): FieldDescriptor[] {
  const terms = new Set<string>();
  return childrenOf(table, "field").map(({ attributes }) => {
    const term = attributes["term"] ?? "";
    if (term === "") throw new Error("expected a term in each field, received a field without");
    const name = terms.has(shortName(term)) ? term : shortName(term);
    terms.add(name);
    return { name, index: integerOf(attributes["index"], term), default: attributes["default"] ?? null };
  });
}

function childrenOf({ children }: XmlElement, name: string): readonly XmlElement[] {
  return children.filter((child) => child.name === name);
}

/** A literal tab in an attribute reaches us as a space (XML normalises it), and no archive is separated by spaces. */
function delimiterOf(value = ","): string {
  const delimiter = unescaped(value);
  return delimiter === " " ? "\t" : delimiter === "" ? "," : delimiter;
}

function quoteOf(value = '"'): string {
  const quote = unescaped(value);
  if (quote.length > 1) throw new Error(`expected fieldsEnclosedBy to be one character, received ${JSON.stringify(value)}`);
  return quote;
}

/** A literal newline in an attribute reaches us as a space. A carriage return before the line feed is never required. */
function newlineOf(value = "\n"): "\n" | "\r" {
  const terminator = unescaped(value).trimEnd() === "" && unescaped(value) !== "\r" ? "\n" : unescaped(value);
  if (terminator === "\n" || terminator === "\r") return terminator;
  throw new Error(`expected linesTerminatedBy to be \\n, \\r\\n or \\r, received ${JSON.stringify(value)}`);
}

function unescaped(value: string): string {
  const characters: Readonly<Record<string, string>> = { t: "\t", n: "\n", r: "\r", f: "\f", "\\": "\\" };
  return value.replace(/\\([tnrf\\])/g, (whole, letter: string) => characters[letter] ?? whole);
}

function integerOf(value: string | undefined, what: string): number | null {
  if (value === undefined || value.trim() === "") return null;
  if (!/^\s*\d{1,6}\s*$/.test(value)) throw new Error(`expected a whole number for ${what}, received ${JSON.stringify(value)}`);
  return Number(value);
}
