/** Runs named jobs; has nothing to do with ingestion. */
export class JobRunner {
  async runAsync(name) {
    return [`${name}:1`, `${name}:2`];
  }

  async runAsyncLegacy(name) {
    return [name];
  }
}

export async function runAsync(name) {
  return [name];
}
