/** Renders markup to a string. */
export function h(tag: string | ((props: never) => string), props: Readonly<Record<string, unknown>> | null, ...children: readonly unknown[]): string {
  const inner = children.flat(3).join("");
  if (typeof tag === "function") return tag({ ...props, children: inner } as never);
  const attributes = Object.entries(props ?? {}).map(([name, value]) => ` ${name}="${String(value)}"`);
  return `<${tag}${attributes.join("")}>${inner}</${tag}>`;
}

export declare namespace h.JSX {
  type Element = string;
  type ElementType = string | ((props: never) => string);
  type IntrinsicElements = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
