import { inlineText } from "./inline-text.js";
import { attributeOf, childrenOf, elementAt, type JatsElement } from "./jats-element.js";

/** Preferred first: what a reader takes for the day of publication. */
const PUBLISHED = ["epub", "pub", "epub-ppub", "ppub", "collection", "epreprint"];

/** The dates of an article by their type, each as precise as it is given: `2015-09-22`, `2015-09` or `2015`. */
export function articleDates(meta: JatsElement | undefined): Readonly<Record<string, string>> {
  const dates = [...childrenOf(meta, "pub-date"), ...childrenOf(elementAt(meta, "history"), "date")];
  const entries = dates.map((date) => [attributeOf(date, "pub-type") ?? attributeOf(date, "date-type") ?? "pub", dateText(date)] as const);
  return Object.fromEntries(entries.filter((entry): entry is [string, string] => entry[1] !== null).toReversed()); // the first of a type counts
}

/** The day of publication among the dates, or `undefined`. */
export function publicationDate(dates: Readonly<Record<string, string>>): string | undefined {
  return PUBLISHED.map((type) => dates[type]).find((date) => date !== undefined);
}

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];

function dateText(date: JatsElement): string | null {
  const part = (name: string, digits: number): string | null => {
    const text = inlineText(elementAt(date, name));
    const number = name === "month" ? monthNumber(text) : text;
    return /^\d{1,4}$/.test(number) ? number.padStart(digits, "0") : null;
  };
  const [year, month, day] = [part("year", 4), part("month", 2), part("day", 2)];
  if (year === null) return null;
  return [year, month, month === null ? null : day].filter((text) => text !== null).join("-");
}

/** Months are numbers, or English names of them, which may be cut short. */
function monthNumber(text: string): string {
  const place = /^[a-z]{3,9}\.?$/i.test(text) ? MONTHS.indexOf(text.slice(0, 3).toLowerCase()) : -1;
  return place === -1 ? text : `${place + 1}`;
}
