/**
 * One statement of a contract. Hand it to whatever test runner is at hand:
 * `for (const { title, run } of sinkContract(…)) test(title, run);`
 */
export interface ContractCase {
  readonly title: string;
  readonly run: () => Promise<void>;
}
