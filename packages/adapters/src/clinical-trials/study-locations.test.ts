import { expect, test } from "vitest";
import { studyLocations } from "./study-locations.js";

test("contacts are left out, all else of a location is kept", () => {
  const location = { facility: "Bispebjerg Hospital", status: "RECRUITING", city: "Copenhagen", country: "Denmark", geoPoint: { lat: 55.7, lon: 12.5 } };
  const contacts = [{ name: "A", phone: "1", email: "a@example.org" }];
  expect(studyLocations([{ ...location, contacts }, location])).toEqual({ locations: [location, location], locationCount: 2, countries: ["Denmark"] });
});

test("a hundred locations are kept, all are counted, and all countries are named once", () => {
  const found = Array.from({ length: 1_500 }, (_, n) => ({ city: `City ${n}`, country: ["Chile", "Peru", "Chile"][Math.floor(n / 500)] }));
  const { locations, locationCount, countries } = studyLocations(found);
  expect([locations?.length, locationCount, countries]).toEqual([100, 1_500, ["Chile", "Peru"]]);
});

test("a study without locations says nothing of them", () => {
  for (const none of [undefined, null, [], "x", {}]) expect(studyLocations(none)).toEqual({});
});

test("D29: a location that is none is empty", () => {
  expect(studyLocations([null, "x", 7, { country: 7 }])).toEqual({ locations: [{}, {}, {}, { country: 7 }], locationCount: 4, countries: [] });
});
