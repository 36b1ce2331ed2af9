export declare class JobRunner {
  runAsync(name: string): Promise<string[]>;
  runAsyncLegacy(name: string): Promise<string[]>;
}
export declare function runAsync(name: string): Promise<string[]>;
