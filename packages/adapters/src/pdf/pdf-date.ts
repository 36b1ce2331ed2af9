/**
 * The ISO 8601 form of a PDF date, `D:20220403193102+02'00'`, with as much as it says; `null` for what is none.
 * A date without an offset stays without one.
 */
export function pdfDate(text: string): string | null {
  const parts = /^(?:D:)?(\d{4})(?:(\d\d)(?:(\d\d)(?:(\d\d)(\d\d)?(\d\d)?([Zz]|[+-]\d\d)?'?(\d\d)?)?)?)?/.exec(text.trim());
  if (parts === null) return null;
  const [, year = "", month, day, hour, minute = "00", second = "00", zone, zoneMinute = "00"] = parts;
  const date = [year, month, day].filter((part) => part !== undefined).join("-");
  if (hour === undefined) return isReal(date) ? date : null;
  const offset = zone === undefined ? "" : zone.toUpperCase() === "Z" ? "Z" : `${zone}:${zoneMinute}`;
  const time = `${date}T${hour}:${minute}:${second}${offset}`;
  return isReal(time) ? time : null;
}

function isReal(iso: string): boolean {
  return !Number.isNaN(Date.parse(iso));
}
