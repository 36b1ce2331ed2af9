import { brokerUnavailable } from "../broker-error.js";
import { untilAborted } from "../until-aborted.js";
import { unheard } from "../unheard.js";
import type { RedisClient, RedisModule } from "./load-redis.js";
import type { RedisPlan } from "./redis-options.js";

const CONNECT_MS = 10_000;

interface Connection {
  readonly client: RedisClient;
  readonly connected: Promise<unknown>;
}

/**
 * A connection that is made when it is needed, and anew after it has broken. It queues nothing: a command on a broken connection
 * fails at once, and whoever gave it decides whether to give it again.
 */
export class RedisConnection implements AsyncDisposable {
  readonly #module: RedisModule;
  readonly #plan: RedisPlan;
  #connection: Connection | null = null;
  #isClosed = false;

  constructor(module: RedisModule, plan: RedisPlan) {
    this.#module = module;
    this.#plan = plan;
    this.#newClient(); // throws at once what the package says of its options
  }

  /**
   * Does something with the connection. The connection is given up when the signal aborts, so that nothing of a call outlives it.
   *
   * @throws {SluiceError} `BROKER_UNAVAILABLE` for what goes wrong. @throws The signal's reason.
   */
  async use<Result>(action: string, work: (client: RedisClient) => Promise<Result>, signal?: AbortSignal): Promise<Result> {
    signal?.throwIfAborted();
    if (this.#isClosed) throw new TypeError(`Cannot ${action}: the transport must be open, received a disposed one`);
    const connection = (this.#connection ??= this.#connect());
    try {
      return await untilAborted(unheard(this.#perform(connection, work)), signal);
    } catch (error) {
      if (signal?.aborted === true || !connection.client.isReady) this.#giveUp(connection);
      signal?.throwIfAborted();
      throw brokerUnavailable(`${action} at ${this.#plan.where}`, error);
    }
  }

  async [Symbol.asyncDispose](): Promise<void> {
    this.#isClosed = true;
    if (this.#connection !== null) this.#giveUp(this.#connection);
    await Promise.resolve();
  }

  #connect(): Connection {
    const client = this.#newClient();
    return { client, connected: unheard(client.connect()) };
  }

  #newClient(): RedisClient {
    const { url, client: options } = this.#plan;
    const socket = { connectTimeout: CONNECT_MS, ...options.socket, reconnectStrategy: false } as NonNullable<typeof options.socket>; // spreading loses which of its kinds it is
    const client = this.#module.createClient({ ...options, url, disableOfflineQueue: true, socket });
    client.on("error", () => undefined); // what is in flight rejects with it
    return client;
  }

  async #perform<Result>({ client, connected }: Connection, work: (client: RedisClient) => Promise<Result>): Promise<Result> {
    await connected;
    return await work(client);
  }

  #giveUp(connection: Connection): void {
    if (this.#connection === connection) this.#connection = null;
    if (connection.client.isOpen) connection.client.destroy();
  }
}
