const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const month = `(?<month>${MONTHS.join("|")})`;
const time = String.raw`(?<hour>\d{2}):(?<minute>\d{2}):(?<second>\d{2})`;

const IMF_FIXDATE = new RegExp(String.raw`^[A-Z][a-z]{2}, (?<day>\d{2}) ${month} (?<year>\d{4}) ${time} GMT$`);
const RFC_850 = new RegExp(String.raw`^[A-Z][a-z]{5,8}, (?<day>\d{2})-${month}-(?<year>\d{2}) ${time} GMT$`);
const ASCTIME = new RegExp(String.raw`^[A-Z][a-z]{2} ${month} (?<day>[ \d]\d) ${time} (?<year>\d{4})$`);

/**
 * The instant that an HTTP date names, in milliseconds since the epoch, or `null` for anything that is not one.
 * All three forms of RFC 9110 5.6.7 are read, and all three are UTC, asctime too, which `Date.parse` takes as local time.
 *
 * @param options.now Decides the century of an RFC 850 year, which is at most 50 years ahead of it.
 */
export function parseHttpDate(value: string, { now }: { readonly now: number }): number | null {
  const text = value.trim();
  const parts = (IMF_FIXDATE.exec(text) ?? RFC_850.exec(text) ?? ASCTIME.exec(text))?.groups;
  if (parts === undefined) return null;
  const number = (name: string): number => Number(parts[name]);
  const year = parts["year"]?.length === 2 ? fullYear(number("year"), now) : number("year");
  const [day, hour, minute, second] = [number("day"), number("hour"), number("minute"), number("second")];
  if (hour > 23 || minute > 59 || second > 60) return null; // 60 is a leap second
  const date = new Date(0);
  date.setUTCFullYear(year, MONTHS.indexOf(parts["month"] ?? ""), day);
  if (date.getUTCDate() !== day) return null; // such as 31 February
  return date.setUTCHours(hour, minute, second);
}

function fullYear(twoDigits: number, now: number): number {
  const thisYear = new Date(now).getUTCFullYear();
  const inThisCentury = thisYear - (thisYear % 100) + twoDigits;
  return inThisCentury > thisYear + 50 ? inThisCentury - 100 : inThisCentury;
}
