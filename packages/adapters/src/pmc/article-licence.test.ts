import { expect, test } from "vitest";
import { articleLicence } from "./article-licence.js";
import { readJats } from "./read-jats.js";

const licenceOf = (permissions: string): unknown => articleLicence(readJats(`<m><permissions>${permissions}</permissions></m>`));
const url = "https://creativecommons.org/licenses/by/4.0/";

test.each([
  [`<license xlink:href="${url}"/>`],
  [`<license><ali:license_ref>${url}</ali:license_ref></license>`],
  [`<ali:license_ref>${url}</ali:license_ref><license/>`],
  [`<license xlink:type="simple"><license-p><ext-link xlink:href="${url}"/></license-p></license>`],
])("the URL of a licence is found in %s", (permissions) => expect(licenceOf(permissions)).toMatchObject({ url }));

test("text, type and copyright are kept, and a URL is not guessed", () => {
  const text = "Distributed under the Creative Commons Attribution License";
  expect(licenceOf(`<copyright-year>2008</copyright-year><copyright-holder>Lema</copyright-holder><license license-type="open-access"><p>${text}</p></license>`)).toEqual({
    type: "open-access",
    text,
    copyright: "© 2008 Lema",
  });
  expect(licenceOf('<license><p>See <ext-link xlink:href="https://example.org/home">our site</ext-link></p></license>')).toEqual({ text: "See our site" });
  expect(licenceOf("")).toEqual({});
});
