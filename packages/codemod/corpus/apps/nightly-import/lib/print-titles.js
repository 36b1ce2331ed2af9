"use strict";

/**
 * Prints the titles of a source, numbered.
 * @param {import("./context").Context} context
 * @param {string} source
 */
exports.printTitles = function printTitles({ pipeline, log }, source) {
  return pipeline.runAsync(source).then(
    (documents) => {
      documents.forEach((document, index) => log(`${index + 1}. ${document.title}`));
      return documents.length;
    },
    (error) => {
      log(`no titles: ${error.name}`);
      return 0;
    },
  );
};
