import { SaxesParser } from "saxes";

/** One element of a small XML document. */
export interface XmlElement {
  /** Without prefix. */
  readonly name: string;
  readonly attributes: Readonly<Record<string, string>>;
  readonly children: readonly XmlElement[];
  /** The text directly inside. */
  readonly text: string;
}

const MAX_DEPTH = 32;

/**
 * The root element of a small XML document. A DOCTYPE is refused outright, so no entity is ever defined or fetched.
 *
 * @throws {Error} If the text is not well-formed, has a DOCTYPE or is nested more than 32 deep.
 */
export function readXmlElements(xml: string): XmlElement {
  const document = newElement("", {});
  const open = [document];
  const parser = new SaxesParser({ xmlns: true });
  parser.on("doctype", () => {
    throw new Error("expected XML without DOCTYPE, received one");
  });
  parser.on("error", (error) => {
    throw error;
  });
  parser.on("opentag", ({ local, attributes }) => {
    const element = newElement(local, Object.fromEntries(Object.values(attributes).map((attribute) => [attribute.local, attribute.value])));
    open.at(-1)?.children.push(element);
    if (open.push(element) > MAX_DEPTH) throw new Error(`expected XML at most ${MAX_DEPTH} deep, received more`);
  });
  parser.on("closetag", () => void open.pop());
  const addText = (text: string): void => void ((open.at(-1) ?? document).text += text);
  parser.on("text", addText);
  parser.on("cdata", addText);
  parser.write(xml).close();
  const [root] = document.children;
  if (root === undefined) throw new Error("expected a root element, received none");
  return root;
}

interface OpenElement extends XmlElement {
  readonly children: OpenElement[];
  text: string;
}

function newElement(name: string, attributes: Readonly<Record<string, string>>): OpenElement {
  return { name, attributes, children: [], text: "" };
}
