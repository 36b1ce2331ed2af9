/**
 * What is taken for the package where its types are missing and the user says to go by syntax alone. The promise says
 * nothing about its value: which contract a call has is then told by what is done with the result.
 */
export const STAND_IN = `
export declare class IngestionPipeline {
  constructor(options?: any);
  readonly id: string;
  streamEvents(adapter: string, options?: object): AsyncIterableIterator<any>;
  iterResults(adapter: string, options?: object): AsyncIterableIterator<any>;
  runAsync(adapter: string, options?: object): Promise<any>;
  runAsyncLegacy(adapter: string, options?: object): Promise<any[]>;
  ingest(adapter: string, options: object): AsyncIterableIterator<any>;
}
`;
