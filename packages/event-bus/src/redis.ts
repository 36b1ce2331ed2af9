export { type ConsumingTransport } from "./consuming-transport.js";
export { type ConsumerOptions, type LostNotice } from "./consumer-options.js";
export { redisPubSub, type RedisPubSub, type RedisPubSubOptions } from "./redis/redis-pub-sub.js";
export { type RedisOptions, type RedisStreamOptions } from "./redis/redis-options.js";
export { redisTransport } from "./redis/redis-transport.js";
