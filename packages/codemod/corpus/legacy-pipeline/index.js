"use strict";

/**
 * Runs adapters one document at a time and collects what they give. It shares no code with 1.x, so that the proof compares
 * two programs that were written apart.
 */
class IngestionPipeline {
  #adapters = new Map();

  constructor({ adapters }) {
    for (const adapter of adapters) this.#adapters.set(adapter.name, adapter);
  }

  async runAsync(name, options = {}) {
    const adapter = this.#adapters.get(name);
    if (adapter === undefined) {
      throw new TypeError(`Cannot run adapter "${name}": expected one of ${[...this.#adapters.keys()].join(", ")}`);
    }
    const { parameters = {}, limit = Infinity, signal = new AbortController().signal } = options;
    const ignore = () => undefined;
    const context = { parameters, signal, cursor: null, mark: ignore, expect: ignore, emit: ignore, retrying: ignore, circuitChanged: ignore };
    const documents = [];
    signal.throwIfAborted();
    if (limit === 0) return documents;
    for await (const raw of adapter.fetch(context)) {
      signal.throwIfAborted();
      const document = await adapter.parse(raw, context);
      await adapter.validate?.(document, context);
      await options.validate?.(document);
      documents.push(document);
      if (documents.length >= limit) break;
    }
    return documents;
  }
}

exports.IngestionPipeline = IngestionPipeline;
