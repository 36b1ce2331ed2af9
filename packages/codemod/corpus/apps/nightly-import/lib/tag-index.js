"use strict";

/**
 * Which documents carry a tag.
 * @param {import("./context").Context} context
 * @param {string} source
 */
exports.tagIndex = async function tagIndex(context, source) {
  /** @type {Map<string, string[]>} */
  const index = new Map();
  for (const document of await context.pipeline.runAsync(source)) {
    for (const tag of /** @type {string[]} */ (document.metadata.tags)) {
      const ids = index.get(tag) ?? [];
      ids.push(document.docId);
      index.set(tag, ids);
    }
  }
  return index;
};
