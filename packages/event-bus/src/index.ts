export { type BusOptions } from "./bus-options.js";
export { type DropNotice, type FailureOrigin, type ReportOptions } from "./bus-reports.js";
export { type CloudEvent, type CloudEventOptions, toCloudEvent } from "./cloud-event.js";
export { binaryMessage, type CloudEventBinding, type CloudEventMessage, readCloudEvent, structuredMessage } from "./cloud-event-message.js";
export {
  type BusEvent,
  type Delivery,
  type EventBus,
  type EventHandler,
  type EventStream,
  type LogEntry,
  type OverflowPolicy,
  type SubscribeOptions,
  type Subscribing,
  type Subscription,
  type SubscriptionFigures,
} from "./event-bus.js";
export { type EventPattern, type EventsMatching, matcherOf } from "./event-pattern.js";
export { type ConsumeOptions, type EventTransport, type ReceivedEntry, type TransportEntry } from "./event-transport.js";
export { fileBus, type FileBusOptions } from "./file-bus.js";
export { forward, type Forwarder, type ForwarderFigures, type ForwarderState } from "./forward.js";
export { type ForwardOptions } from "./forward-options.js";
export { type ForwarderNotice } from "./forwarder-notice.js";
export { hybridBus, type HybridBusOptions } from "./hybrid-bus.js";
export { type ConsumerOffset } from "./log/consumer-offset.js";
export { type EventLogReader, fileLogReader, type LogRange } from "./log/event-log-reader.js";
export { type FileLog, type FileLogFigures } from "./log/file-log.js";
export { type LogNotice } from "./log/log-notice.js";
export { type FileLogOptions, type RetentionOptions, type SyncPolicy } from "./log/log-options.js";
export { openFileLog } from "./log/open-file-log.js";
export { type ReadOptions } from "./log/read-options.js";
export { memoryBus } from "./memory-bus.js";
export { replay, replayBatches, type ReplayedEntry, replayInto, type ReplayOptions } from "./replay.js";
export { type ReplayClock } from "./replay-clock.js";
