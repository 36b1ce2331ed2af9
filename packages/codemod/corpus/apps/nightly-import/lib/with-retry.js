"use strict";

/**
 * @template Result
 * @param {number} attempts
 * @param {() => Promise<Result>} action
 * @returns {Promise<Result>}
 */
async function withRetry(attempts, action) {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await action();
    } catch (error) {
      if (attempt >= attempts) throw error;
    }
  }
}

module.exports = { withRetry };
