// Brokers that Celery can use and Umbel cannot watch: for each what is missing, why, and what to do instead. Where
// kombu's transport has no fan-out, Celery itself sends no events and hears no commands: nobody could watch it.
import { UmbelError } from "#lib/api/error.ts";
import { nearest } from "#lib/format/nearest.ts";

const SUPPORTED = ["redis", "rediss", "amqp", "amqps", "pyamqp", "sentinel", "redis+socket", "sqs"];

/** By scheme: what it is called, and whether kombu's transport for it has a fan-out. */
const TRANSPORTS: Readonly<Record<string, readonly [name: string, fanout: boolean]>> = {
  azureservicebus: ["Azure Service Bus", false],
  azurestoragequeues: ["Azure Storage Queues", false],
  confluentkafka: ["Kafka", false],
  kafka: ["Kafka", false],
  consul: ["Consul", false],
  etcd: ["etcd", false],
  filesystem: ["a folder of files", true],
  gcpubsub: ["Google Pub/Sub", true],
  librabbitmq: ["librabbitmq", true],
  memory: ["the memory of one process", true],
  mongodb: ["MongoDB", true],
  pgmq: ["PGMQ", true],
  pyro: ["Pyro", false],
  qpid: ["Qpid (AMQP 1.0)", true],
  slmq: ["SoftLayer Message Queue", false],
  sqla: ["a database (SQLAlchemy)", false],
  sqlalchemy: ["a database (SQLAlchemy)", false],
  zookeeper: ["ZooKeeper", false],
};

const INSTEAD =
  "Move the application's broker_url to Redis (redis://host:6379/0) or RabbitMQ (amqp://user:password@host:5672/vhost) " +
  "to see tasks and workers live; on Amazon SQS (sqs://) Umbel shows the queues. The result backend need not change.";

/** Without a scheme, of an unknown one, or of one that Umbel cannot watch; `details.remedy` says what to do. */
export function unsupported(scheme: string | undefined): UmbelError {
  if (scheme === undefined) {
    return refusal(
      "The broker URL has no scheme.",
      "It begins with one, such as redis://host:6379/0 or amqp://user:password@host:5672/vhost.",
    );
  }
  // `sqla+postgresql://` names the database behind the plus sign.
  const known = TRANSPORTS[scheme] ?? TRANSPORTS[scheme.split("+", 1)[0] ?? ""];
  if (known === undefined) return unknownScheme(scheme);
  const [name, fanout] = known;
  if (scheme === "librabbitmq") {
    return refusal("librabbitmq:// is RabbitMQ under another name.", "Give Umbel the same URL as amqp://.");
  }
  if (scheme === "memory") {
    return refusal("memory:// lives inside one Python process: nobody outside can see it.", INSTEAD);
  }
  return refusal(
    fanout
      ? `Umbel cannot watch ${scheme}://: it does not speak the way in which Celery keeps its messages in ${name}.`
      : `${scheme}:// cannot be watched: Celery's transport for ${name} has no fan-out (one message to everybody), so workers on it send no events and receive no commands.`,
    INSTEAD,
  );
}

function unknownScheme(scheme: string): UmbelError {
  const meant = nearest(scheme, [...SUPPORTED, ...Object.keys(TRANSPORTS)]);
  const guess = meant === null ? "" : ` Did you mean ${meant}://?`;
  const url = `Check the broker URL: Umbel reads ${SUPPORTED.map((known) => `${known}://`).join(", ")}.`;
  return refusal(`${scheme.slice(0, 40)}:// is not a broker that Celery knows.${guess}`, url);
}

function refusal(text: string, remedy: string): UmbelError {
  return new UmbelError("bad_request", text, { remedy });
}
