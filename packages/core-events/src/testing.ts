export { adapterContract, type AdapterContractOptions } from "./testing/adapter-contract.js";
export { type ContractCase } from "./testing/contract-case.js";
export { collect, documentOutcomes, assertEventOrder } from "./testing/stream-assertions.js";
export { sinkContract, type SinkContractOptions, type SinkUnderTest } from "./testing/sink-contract.js";
