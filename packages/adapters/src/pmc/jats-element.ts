/** One element of an article. Names and attributes are without prefix. */
export interface JatsElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly JatsNode[];
}

/** An element or a piece of text. */
export type JatsNode = JatsElement | string;

/** The elements directly inside, in order. */
export function elementsOf({ children }: JatsElement): JatsElement[] {
  return children.filter((child) => typeof child !== "string");
}

/** The elements of these names directly inside, in order. */
export function childrenOf(element: JatsElement | undefined, ...names: readonly string[]): JatsElement[] {
  return element === undefined ? [] : elementsOf(element).filter(({ name }) => names.includes(name));
}

/** What a path of names leads to, always by the first element of a name. */
export function elementAt(element: JatsElement | undefined, ...path: readonly string[]): JatsElement | undefined {
  let at = element;
  for (const name of path) at = childrenOf(at, name)[0];
  return at;
}

/** The elements of these names at any depth, in reading order; none of them inside another one of them. */
export function descendantsOf(element: JatsElement | undefined, ...names: readonly string[]): JatsElement[] {
  if (element === undefined) return [];
  return elementsOf(element).flatMap((child) => (names.includes(child.name) ? [child] : descendantsOf(child, ...names)));
}

/** The value of an attribute, or `undefined` if it is missing or empty. */
export function attributeOf(element: JatsElement | undefined, name: string): string | undefined {
  const value = element?.attributes.get(name)?.trim();
  return value === "" ? undefined : value;
}
