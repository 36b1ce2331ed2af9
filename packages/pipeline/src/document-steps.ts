import { type AnyAdapter, type Document, type ParseContext, SluiceError } from "@sluice/core-events";
import { isThenable } from "./thenable.js";

type Step = (document: Document) => void | PromiseLike<void>;

/** What a document passes between being fetched and being complete. */
export interface DocumentStepsOptions {
  readonly validate?: ((document: Document) => void | PromiseLike<void>) | undefined;
  /** The sink's own preparation, last of all steps. */
  readonly prepare?: ((document: Document) => void) | undefined;
}

/** Turns one item into a complete document: parse, the adapter's validation, the run's, the sink's preparation. */
export class DocumentSteps {
  readonly #adapter: AnyAdapter;
  readonly #context: ParseContext;
  readonly #steps: readonly Step[];

  constructor(adapter: AnyAdapter, context: ParseContext, { validate, prepare }: DocumentStepsOptions) {
    const steps: Step[] = [];
    if (adapter.validate !== undefined) steps.push((document) => adapter.validate?.(document, context));
    if (validate !== undefined) steps.push(validate);
    if (prepare !== undefined) steps.push(prepare);
    this.#adapter = adapter;
    this.#context = context;
    this.#steps = steps;
  }

  /** The first step; a promise only where the adapter gives one. */
  parse(raw: unknown): Document | PromiseLike<Document> {
    return this.#adapter.parse(raw, this.#context); // AnyAdapter is untyped in its items
  }

  /** The other steps; awaits only what must be awaited. */
  validate(document: Document, docId: string): Document | PromiseLike<Document> {
    requireSameId(document, docId);
    return this.#steps.length === 0 ? document : this.#validateFrom(0, document);
  }

  #validateFrom(first: number, document: Document): Document | PromiseLike<Document> {
    for (let index = first; index < this.#steps.length; index += 1) {
      const result = this.#steps[index]?.(document);
      if (isThenable(result)) return result.then(() => this.#validateFrom(index + 1, document));
    }
    return document;
  }
}

function requireSameId(document: unknown, docId: string): void {
  const received: unknown = (document as Document | null | undefined)?.docId;
  if (received === docId) return;
  const message = `Cannot accept the parsed document: parse() must return a document with the id ${JSON.stringify(docId)}, received ${JSON.stringify(received)}`;
  throw new SluiceError(message, { code: "RECORD_MALFORMED", context: { docId } });
}
