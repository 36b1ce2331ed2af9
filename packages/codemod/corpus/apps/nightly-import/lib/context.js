"use strict";
const { readdirSync } = require("node:fs");
const { basename, join } = require("node:path");
const { IngestionPipeline } = require("@sluice/pipeline");
const { ndjsonAdapter } = require("./ndjson-adapter");

/**
 * @typedef {object} Context
 * @property {IngestionPipeline} pipeline
 * @property {string[]} sources
 * @property {(line: string) => void} log
 */

/**
 * Every .ndjson file of a directory is a source.
 * @param {string} directory
 * @param {(line: string) => void} log
 * @returns {Context}
 */
function openContext(directory, log = console.log) {
  const files = readdirSync(directory).filter((file) => file.endsWith(".ndjson")).sort();
  const sources = files.map((file) => basename(file, ".ndjson"));
  const adapters = files.map((file, index) => ndjsonAdapter(sources[index], join(directory, file)));
  return { pipeline: new IngestionPipeline({ adapters }), sources, log };
}

module.exports = { openContext };
