'use strict'
const { withRetry } = require('./with-retry')

/**
 * Imports every source; one that fails for good is reported, the others go on.
 * @param {import("./context").Context} context
 */
async function importAll({ pipeline, sources, log }) {
  let imported = 0
  for (const source of sources) {
    try {
      const documents = await withRetry(2, () => pipeline.runAsync(source))
      imported += documents.length
      log(`${source}: ${documents.length}`)
    } catch (error) {
      log(`${source}: failed, ${/** @type {Error} */ (error).name}`)
    }
  }
  return imported
}

module.exports = { importAll }
