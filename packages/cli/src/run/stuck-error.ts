/** A run waits, and no timer, request or file is left that could end its waiting: without this, Node would end without a word. */
export class StuckError extends Error {
  override readonly name = "StuckError";

  constructor() {
    super("Cannot go on: the run waits for something that can no longer happen; expected the adapter, the rule or a sink to settle its promises, received one that stays pending");
  }
}
