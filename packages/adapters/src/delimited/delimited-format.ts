/** How the fields of a line are told apart. */
export interface DelimitedFormat {
  /** One character or more. */
  readonly delimiter: string;
  /** The character around fields that hold delimiters or newlines, doubled inside them; `""` for none. */
  readonly quote: string;
}
