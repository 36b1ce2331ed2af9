"use strict";
const { appendFileSync } = require("node:fs");

/** Appends the ids of a source to a file. Untyped: nobody knows what it is given. */
exports.mirror = async function mirror(/** @type {any} */ pipeline, /** @type {string} */ source, /** @type {string} */ path) {
  const documents = await pipeline.runAsync(source);
  for (const { docId } of documents) appendFileSync(path, `${docId}\n`);
};
