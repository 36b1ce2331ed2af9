/** What JSX becomes in the corpus: plain objects, as a small renderer would make them. */
export interface Element {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly children: readonly unknown[];
}

type Component = (props: never) => unknown;

export function h(type: string | Component, props: Readonly<Record<string, unknown>> | null, ...children: readonly unknown[]): Element {
  return { type: typeof type === "string" ? type : type.name, props: props ?? {}, children: children.flat(Infinity) };
}

// eslint-disable-next-line @typescript-eslint/no-namespace -- where the compiler looks for the types of JSX
export declare namespace h.JSX {
  type Element = import("./h.js").Element;
  type ElementType = string | ((props: never) => unknown);
  type IntrinsicElements = Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}
