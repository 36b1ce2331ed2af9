import { type Fields, fieldsOf } from "./fields-of.js";

/** Some studies have a thousand sites; `raw` holds them all. */
const MAX_LOCATIONS = 100;

/** Where a study is conducted. */
export interface StudyLocations {
  /** The first hundred, without the names, numbers and addresses of contacts. */
  readonly locations?: readonly Fields[];
  readonly locationCount?: number;
  /** Of all locations, each once. */
  readonly countries?: readonly string[];
}

/** What is said of the sites of a study; nothing, where it names none. */
export function studyLocations(found: unknown): StudyLocations {
  if (!Array.isArray(found) || found.length === 0) return {};
  const all: readonly unknown[] = found;
  const locations: Fields[] = [];
  const countries: string[] = [];
  let last: unknown;
  for (const location of all) {
    const fields = fieldsOf(location);
    const { country } = fields;
    if (country !== last && typeof country === "string" && !countries.includes(country)) countries.push(country); // sites of one country stand side by side
    last = country;
    if (locations.length < MAX_LOCATIONS) locations.push(fields["contacts"] === undefined ? fields : withoutContacts(fields));
  }
  return { locations, locationCount: all.length, countries };
}

function withoutContacts({ contacts: _, ...location }: Fields): Fields {
  return location;
}
