export { busContract, type BusContractOptions } from "./testing/bus-contract.js";
export { transportContract, type TransportContractOptions, type TransportUnderTest } from "./testing/transport-contract.js";
