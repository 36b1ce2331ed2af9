"use strict";
const current = require("../../../pipeline/dist/index.cjs");

/** The old calls keep the old contract, the new ones have the new: what a half-migrated file does is then told by its rewrites. */
class IngestionPipeline extends current.IngestionPipeline {
  runAsync(adapter, options) {
    return this.runAsyncLegacy(adapter, options);
  }
}

exports.IngestionPipeline = IngestionPipeline;
