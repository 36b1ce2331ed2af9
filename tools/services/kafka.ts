import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { makeCertificate } from "./certificate.ts";
import { ensureProgram } from "./debian-packages.ts";
import { freePort, listens } from "./free-port.ts";
import { kafkaClassPath } from "./kafka-class-path.ts";
import { ServerProcess } from "./server-process.ts";
import type { RestartableService } from "./service.ts";

const run = promisify(execFile);
const JVM = ["-Xmx512m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1"]; // small, and quick to start

/**
 * Starts one Apache Kafka broker in KRaft mode, without automatic topics; told of in `SLUICE_TEST_KAFKA_BROKERS`. A second address,
 * `SLUICE_TEST_KAFKA_SASL_BROKERS`, asks for the user `sluice` and the password in `SLUICE_TEST_KAFKA_PASSWORD` (SASL PLAIN).
 * A third one, `SLUICE_TEST_KAFKA_TLS_BROKERS`, asks for the same over TLS, with the certificate in the file that
 * `SLUICE_TEST_KAFKA_CA` names.
 */
export async function startKafka(): Promise<RestartableService> {
  const java = await ensureProgram({ program: "java", debianPackage: "openjdk-17-jre-headless" });
  const classPath = await kafkaClassPath();
  const directory = await mkdtemp(join(tmpdir(), "sluice-kafka-"));
  try {
    const port = await freePort();
    const saslPort = await freePort();
    const tlsPort = await freePort();
    const { bothPath, certificatePath } = await makeCertificate(directory);
    const password = randomBytes(12).toString("hex");
    const properties = join(directory, "server.properties");
    await writeFile(properties, propertiesOf({ port, saslPort, tlsPort, keystore: bothPath, password, controllerPort: await freePort(), data: join(directory, "data") }));
    const clusterId = randomBytes(16).toString("base64url").replace(/^-/, "A"); // what begins with a hyphen is taken for an option
    await run(java, [...JVM, "-cp", classPath, "kafka.tools.StorageTool", "format", "--cluster-id", clusterId, "--config", properties]);
    const start = async (): Promise<ServerProcess> => {
      const server = new ServerProcess(java, [...JVM, "-cp", classPath, "kafka.Kafka", properties]);
      return await server.whenReady("Kafka", () => listens(port));
    };
    let server = await start();
    return {
      name: "Kafka",
      env: {
        SLUICE_TEST_KAFKA_BROKERS: `127.0.0.1:${port}`,
        SLUICE_TEST_KAFKA_SASL_BROKERS: `127.0.0.1:${saslPort}`,
        SLUICE_TEST_KAFKA_TLS_BROKERS: `127.0.0.1:${tlsPort}`,
        SLUICE_TEST_KAFKA_CA: certificatePath,
        SLUICE_TEST_KAFKA_PASSWORD: password,
      },
      crash: () => server.stop("SIGKILL"),
      async restart() {
        await server.stop();
        server = await start();
      },
      async [Symbol.asyncDispose]() {
        await server.stop("SIGKILL"); // its data goes as well
        await rm(directory, { recursive: true, force: true });
      },
    };
  } catch (error) {
    await rm(directory, { recursive: true, force: true });
    throw error;
  }
}

interface Placement {
  readonly port: number;
  readonly saslPort: number;
  readonly tlsPort: number;
  /** A PEM file with key and certificate. */
  readonly keystore: string;
  readonly password: string;
  readonly controllerPort: number;
  readonly data: string;
}

function propertiesOf({ port, saslPort, tlsPort, keystore, password, controllerPort, data }: Placement): string {
  return Object.entries({
    "process.roles": "broker,controller",
    "node.id": 1,
    "controller.quorum.voters": `1@127.0.0.1:${controllerPort}`,
    listeners: `PLAINTEXT://127.0.0.1:${port},SASL://127.0.0.1:${saslPort},TLS://127.0.0.1:${tlsPort},CONTROLLER://127.0.0.1:${controllerPort}`,
    "advertised.listeners": `PLAINTEXT://127.0.0.1:${port},SASL://127.0.0.1:${saslPort},TLS://127.0.0.1:${tlsPort}`,
    "controller.listener.names": "CONTROLLER",
    "listener.security.protocol.map": "CONTROLLER:PLAINTEXT,PLAINTEXT:PLAINTEXT,SASL:SASL_PLAINTEXT,TLS:SASL_SSL",
    "sasl.enabled.mechanisms": "PLAIN",
    "listener.name.sasl.plain.sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required user_sluice="${password}";`,
    "listener.name.tls.plain.sasl.jaas.config": `org.apache.kafka.common.security.plain.PlainLoginModule required user_sluice="${password}";`,
    "listener.name.tls.ssl.keystore.type": "PEM",
    "listener.name.tls.ssl.keystore.location": keystore,
    "log.dirs": data,
    "auto.create.topics.enable": false,
    "offsets.topic.replication.factor": 1,
    "offsets.topic.num.partitions": 4,
    "transaction.state.log.replication.factor": 1,
    "transaction.state.log.min.isr": 1,
    "transaction.state.log.num.partitions": 2,
    "share.coordinator.state.topic.replication.factor": 1,
    "share.coordinator.state.topic.min.isr": 1,
    "broker.heartbeat.interval.ms": 500,
    "broker.session.timeout.ms": 3_000, // how long a broker that has crashed is not let in again
    "group.initial.rebalance.delay.ms": 0,
    "log.retention.check.interval.ms": 500,
  })
    .map(([name, value]) => `${name}=${value}\n`)
    .join("");
}
