// Makes a topic of Kafka: node make-topic.mjs BROKER TOPIC
import { Admin } from "@platformatic/kafka";

const [broker = "", topic = ""] = process.argv.slice(2);
const admin = new Admin({ clientId: "test", bootstrapBrokers: [broker] });
await admin.createTopics({ topics: [topic], partitions: 3, replicas: 1 });
await admin.close();
