import { expect, test } from "vitest";
import { articleDates, publicationDate } from "./article-dates.js";
import { readJats } from "./read-jats.js";

const datesOf = (xml: string): Readonly<Record<string, string>> => articleDates(readJats(`<m>${xml}</m>`));

test("each date is as precise as it is given", () => {
  const dates = datesOf(
    '<pub-date pub-type="epub"><day>2</day><month>9</month><year>2015</year></pub-date><pub-date pub-type="ppub"><month>12</month><year>2015</year></pub-date>' +
      '<pub-date pub-type="collection"><year>2015</year></pub-date><history><date date-type="received"><day>1</day><month>May</month><year>2015</year></date><date date-type="accepted"><month>Sept.</month><year>2014</year></date><date date-type="rev"><month>Spring</month><year>2015</year></date></history>',
  );
  expect(dates).toEqual({ epub: "2015-09-02", ppub: "2015-12", collection: "2015", received: "2015-05-01", accepted: "2014-09", rev: "2015" });
  expect(publicationDate(dates)).toBe("2015-09-02");
});

test("a date without a year is none", () => {
  expect(datesOf("<pub-date><month>9</month></pub-date><pub-date><year>soon</year></pub-date>")).toEqual({});
  expect(publicationDate({})).toBeUndefined();
});
