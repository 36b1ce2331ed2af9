import { type Gap, TextBuilder } from "./text-builder.js";

/** A heading and what follows it up to the next one. */
export interface PageSection {
  readonly title: string | null;
  readonly text: string;
}

interface OpenSection {
  readonly title: TextBuilder | null;
  readonly text: TextBuilder;
}

/** The text of a page, whole and by headings. */
export class PageText {
  readonly #whole = new TextBuilder();
  readonly #sections: OpenSection[] = [{ title: null, text: new TextBuilder() }];
  #inHeading = false;

  append(text: string, { preserved }: { readonly preserved: boolean }): void {
    for (const builder of [this.#whole, this.#current()]) {
      if (preserved) builder.appendPreserved(text);
      else builder.append(text);
    }
  }

  separate(gap: Gap): void {
    this.#whole.separate(gap);
    this.#current().separate(gap);
  }

  openHeading(): void {
    this.#sections.push({ title: new TextBuilder(), text: new TextBuilder() });
    this.#inHeading = true;
  }

  closeHeading(): void {
    this.#inHeading = false;
  }

  /** The whole text, headings included. */
  get text(): string {
    return this.#whole.toString();
  }

  /** The sections that hold anything; what stands before the first heading has no title. */
  get sections(): PageSection[] {
    return this.#sections
      .map(({ title, text }) => ({ title: title?.toString() || null, text: text.toString() }))
      .filter(({ title, text }) => title !== null || text !== "");
  }

  #current(): TextBuilder {
    const section = this.#sections.at(-1);
    if (section === undefined) return this.#whole; // there always is one
    return this.#inHeading && section.title !== null ? section.title : section.text;
  }
}
