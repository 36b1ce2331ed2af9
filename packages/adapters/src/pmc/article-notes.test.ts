import { expect, test } from "vitest";
import { articleNotes } from "./article-notes.js";
import { readJats } from "./read-jats.js";

const notesOf = (front: string): unknown[] => articleNotes(readJats(`<article><front>${front}</front></article>`));

test("notes of authors, of the front and of the publisher are told by their kind", () => {
  const authors = '<author-notes><corresp id="c1">* E-mail: <email>a@example.org</email></corresp><fn fn-type="conflict"><p>None declared.</p></fn><fn><label>†</label><p>Now in Vienna.</p></fn></author-notes>';
  const custom = "<custom-meta-group><custom-meta><meta-name>Data Availability</meta-name><meta-value>On <ext-link>figshare</ext-link></meta-value></custom-meta></custom-meta-group>";
  expect(notesOf(`<article-meta>${authors}${custom}</article-meta><notes><notes notes-type="data"><p>In GEO.</p></notes><notes><title>Ethics</title><p>Approved.</p></notes></notes>`)).toEqual([
    { kind: "corresp", text: "* E-mail: a@example.org" },
    { kind: "conflict", text: "None declared." },
    { text: "† Now in Vienna." },
    { kind: "data", text: "In GEO." },
    { kind: "Ethics", text: "Approved." },
    { kind: "Data Availability", text: "On figshare" },
  ]);
});

test("empty notes are none", () => expect(notesOf("<article-meta><author-notes><fn/></author-notes></article-meta>")).toEqual([]));
