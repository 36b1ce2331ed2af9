export { type ConsumingTransport } from "./consuming-transport.js";
export { type ConsumerOptions, type LostNotice } from "./consumer-options.js";
export { type KafkaOptions } from "./kafka/kafka-options.js";
export { kafkaTransport } from "./kafka/kafka-transport.js";
