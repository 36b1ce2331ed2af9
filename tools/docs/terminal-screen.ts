/** Characters of one line that look the same. */
export interface StyledText {
  /** The column of the first one, from 0. */
  readonly column: number;
  readonly text: string;
  /** The number of an ANSI colour, such as 32; null for the terminal's own. */
  readonly colour: number | null;
  readonly isBold: boolean;
}

interface Cell {
  readonly character: string;
  readonly colour: number | null;
  readonly isBold: boolean;
}

const PARTS = /\x1b\[([?\d;]*)([A-Za-z])|([\r\n])|([^\x1b\r\n]+)/g; // eslint-disable-line no-control-regex -- control characters are what this reads

/**
 * The screen of a terminal, as far as a progress display uses one: colours, bold, line feeds, going up and erasing lines.
 * It has as many lines as are written, and no width: the program is told one and wraps by itself.
 */
export class TerminalScreen {
  readonly #lines: Cell[][] = [[]];
  #row = 0;
  #column = 0;
  #colour: number | null = null;
  #isBold = false;

  write(output: string): void {
    for (const [, parameters = "", command, control, text] of output.matchAll(PARTS)) {
      if (command !== undefined) this.#command(command, parameters);
      else if (control === "\n") this.#moveTo(this.#row + 1);
      else if (control === "\r") this.#column = 0;
      else for (const character of text ?? "") this.#put(character);
    }
  }

  /** What stands on it, without empty lines at the end. */
  lines(): StyledText[][] {
    const last = this.#lines.findLastIndex((line) => line.length > 0);
    return this.#lines.slice(0, last + 1).map(styledTexts);
  }

  /** @throws {Error} For what this does not know, so that a picture is never wrong in silence. */
  #command(command: string, parameters: string): void {
    if (command === "m") for (const code of parameters.split(";")) this.#style(Number(code));
    else if (command === "A") this.#moveTo(Math.max(0, this.#row - Number(parameters || 1)));
    else if (command === "G") this.#column = Number(parameters || 1) - 1;
    else if (command === "K") this.#line().length = parameters === "2" ? 0 : this.#column;
    else if (command === "J") this.#eraseBelow();
    else if (!parameters.startsWith("?")) throw new Error(`Cannot draw the terminal: ESC [ ${parameters}${command} is not known`);
  }

  #style(code: number): void {
    if (code === 0) [this.#colour, this.#isBold] = [null, false];
    else if (code === 1 || code === 22) this.#isBold = code === 1;
    else if (code === 39) this.#colour = null;
    else if ((code >= 30 && code <= 37) || (code >= 90 && code <= 97)) this.#colour = code;
  }

  #moveTo(row: number): void {
    this.#row = row;
    while (this.#lines.length <= row) this.#lines.push([]);
  }

  #line(): Cell[] {
    return this.#lines[this.#row]!; // #moveTo has made it
  }

  #eraseBelow(): void {
    this.#line().length = this.#column;
    this.#lines.length = this.#row + 1;
  }

  #put(character: string): void {
    const line = this.#line();
    while (line.length < this.#column) line.push({ character: " ", colour: null, isBold: false });
    line[this.#column] = { character, colour: this.#colour, isBold: this.#isBold };
    this.#column += 1;
  }
}

function styledTexts(line: readonly Cell[]): StyledText[] {
  const texts: StyledText[] = [];
  for (const [column, { character, colour, isBold }] of line.entries()) {
    const last = texts.at(-1);
    if (last?.colour === colour && last.isBold === isBold) texts[texts.length - 1] = { ...last, text: last.text + character };
    else texts.push({ column, text: character, colour, isBold });
  }
  return texts;
}
