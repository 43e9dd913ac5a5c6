// Guards that every broker Celery knows and Umbel cannot watch is told what is missing and what to do, and that a
// misspelt one is told what was meant. None of it repeats what stands in the URL.
import { describe, expect, test } from "vitest";
import { UmbelError } from "#lib/api/error.ts";
import type { BrokerStatus } from "#lib/live/views.ts";
import { createBroker } from "./create-broker.ts";
import { UnusableBroker } from "./unusable.ts";

async function refusalOf(url: string): Promise<UmbelError> {
  try {
    await createBroker(url);
  } catch (error) {
    if (error instanceof UmbelError) return error;
    throw error;
  }
  throw new Error(`${url} was taken`);
}

describe("brokers that cannot be watched", () => {
  test.each([
    ["filesystem://", "a folder of files"],
    ["kafka://h:9092", "Kafka has no fan-out"],
    ["confluentkafka://h", "Kafka has no fan-out"],
    ["azureservicebus://policy:hunter2@namespace", "Azure Service Bus has no fan-out"],
    ["azurestoragequeues://:hunter2@name", "Azure Storage Queues has no fan-out"],
    ["sqla+postgresql://u:hunter2@h/db", "a database (SQLAlchemy) has no fan-out"],
    ["sqlalchemy+sqlite:///x.db", "a database (SQLAlchemy) has no fan-out"],
    ["mongodb://u:hunter2@h/db", "does not speak"],
    ["gcpubsub://projects/p", "Google Pub/Sub"],
    ["zookeeper://h:2181", "ZooKeeper has no fan-out"],
    ["consul://h:8500", "Consul has no fan-out"],
    ["etcd://h", "etcd has no fan-out"],
    ["pyro://h/kombu.broker", "Pyro has no fan-out"],
    ["qpid://h", "Qpid"],
    ["pgmq://u:hunter2@h/db", "PGMQ"],
    ["SLMQ://h", "SoftLayer"],
    ["memory://", "nobody outside can see it"],
    ["librabbitmq://u:hunter2@h//", "RabbitMQ under another name"],
    ["localhost:6379", "has no scheme"],
  ])("%s", async (url, words) => {
    const { code, message, details } = await refusalOf(url);
    expect(code).toBe("bad_request");
    expect(message).toContain(words);
    expect(details.remedy).toMatch(/redis:\/\/|amqp:\/\//);
    expect(message + details.remedy).not.toContain("hunter2");
  });

  test.each([
    ["reddis://h", "redis://"],
    ["redsi://h", "redis://"],
    ["ampq://h", "amqp://"],
    ["sqss://", "sqs://"],
    ["kafak://h", "kafka://"],
  ])("%s: did you mean %s", async (url, meant) => {
    expect((await refusalOf(url)).message).toContain(`Did you mean ${meant}?`);
  });

  test("a scheme like nothing known gets no guess", async () => {
    expect((await refusalOf("https://h")).message).not.toContain("Did you mean");
  });
});

test("in the broker's place stands one that is away for good, with the reason", async () => {
  const statuses: BrokerStatus[] = [];
  const broker = new UnusableBroker("kafka://u:hunter2@h", "It cannot be watched.", "Use another.");
  await broker.start({
    onDelivery: () => undefined,
    onBatch: () => undefined,
    onStatus: (status) => void statuses.push(status),
  });
  expect(statuses).toMatchObject([
    {
      state: "disconnected",
      final: true,
      problem: { text: "It cannot be watched.", remedy: "Use another." },
    },
  ]);
  expect(JSON.stringify(statuses)).not.toContain("hunter2");
  await expect(broker.publishControl()).rejects.toMatchObject({ code: "broker_unavailable" });
  await expect(broker.purgeQueue()).rejects.toMatchObject({ code: "broker_unavailable" });
});
