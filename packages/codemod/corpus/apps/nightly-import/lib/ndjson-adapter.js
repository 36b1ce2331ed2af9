"use strict";
const { createReadStream } = require("node:fs");
const { createInterface } = require("node:readline");

/**
 * Reads one record per line.
 * @param {string} name
 * @param {string} path
 * @returns {import("@sluice/core-events").Adapter<string>}
 */
function ndjsonAdapter(name, path) {
  return {
    name,
    async *fetch() {
      yield* createInterface({ input: createReadStream(path, "utf8") });
    },
    identify: (line) => /"id":"(?<id>[^"]+)"/.exec(line)?.groups?.id ?? line,
    parse(line) {
      const { id, title, tags = [] } = JSON.parse(line);
      return { docId: id, title, text: null, metadata: { tags }, provenance: { source: name } };
    },
  };
}

module.exports = { ndjsonAdapter };
