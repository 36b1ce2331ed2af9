/** How {@link matchWildcards} tells pattern parts apart and compares them. */
export interface WildcardOptions<Part, Item> {
  /** Whether the part stands for any number of items. */
  readonly isWild: (part: Part) => boolean;
  readonly matches: (part: Part, item: Item) => boolean;
}

/**
 * Whether a pattern in which some parts stand for any number of items fits all of the items. Takes at most as many
 * comparisons as parts times items: only the last wild part is ever tried again.
 */
export function matchWildcards<Part, Item>(parts: readonly Part[], items: readonly Item[], { isWild, matches }: WildcardOptions<Part, Item>): boolean {
  let part = 0;
  let item = 0;
  let wild = -1; // the last wild part
  let taken = 0; // the first item it has not taken
  while (item < items.length) {
    const current = parts[part];
    if (current !== undefined && isWild(current)) {
      wild = part;
      taken = item;
      part += 1;
    } else if (current !== undefined && matches(current, items[item] as Item)) { // inside the bounds, see the loop
      part += 1;
      item += 1;
    } else if (wild >= 0) {
      taken += 1;
      item = taken;
      part = wild + 1;
    } else {
      return false;
    }
  }
  return parts.slice(part).every(isWild);
}
