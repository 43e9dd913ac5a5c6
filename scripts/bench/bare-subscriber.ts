// The baseline: a subscriber that does nothing but read, decode and keep a small record of each task. What Node can do
// at all on this machine; run as its own process by `startBareSubscriber()`.
import { fork } from "node:child_process";
import { once } from "node:events";
import { fileURLToPath } from "node:url";
import { connect } from "amqplib";
import { Redis } from "ioredis";
import type { BrokerKind } from "./load.ts";

export interface BareSubscriber {
  counts(): Promise<{ events: number; tasks: number; cpuSeconds: number }>;
  stop(): Promise<void>;
}

export async function startBareSubscriber(
  port: number,
  broker: BrokerKind = "redis",
): Promise<BareSubscriber> {
  const child = fork(fileURLToPath(import.meta.url), [String(port), broker], { execArgv: process.execArgv });
  await once(child, "message");
  return {
    counts: async () => {
      child.send("counts");
      const [counts] = await once(child, "message");
      return counts as { events: number; tasks: number; cpuSeconds: number }; // the child is this same file
    },
    stop: async () => {
      child.kill("SIGKILL");
      await once(child, "exit");
    },
  };
}

interface Stored {
  name: string | null;
  state: string;
  at: number;
  args: string | null;
  result: string | null;
}

async function main(port: number, broker: BrokerKind) {
  const tasks = new Map<string, Stored>();
  let events = 0;
  const store = (event: Record<string, unknown>) => {
    events += 1;
    const uuid = String(event.uuid);
    const task = tasks.get(uuid) ?? { name: null, state: "", at: 0, args: null, result: null };
    task.state = String(event.type);
    task.at = Number(event.timestamp);
    if (typeof event.name === "string") task.name = event.name;
    if (typeof event.args === "string") task.args = event.args;
    if (typeof event.result === "string") task.result = event.result;
    tasks.set(uuid, task);
  };
  const storeBody = (text: string) => {
    const body = JSON.parse(text);
    if (Array.isArray(body)) for (const event of body) store(event);
    else store(body);
  };
  await (broker === "rabbitmq" ? readRabbitMq(port, storeBody) : readRedis(port, storeBody));
  process.on("message", () => {
    const { user, system } = process.cpuUsage();
    process.send?.({ events, tasks: tasks.size, cpuSeconds: (user + system) / 1e6 });
  });
  process.send?.("ready");
}

async function readRedis(port: number, storeBody: (text: string) => void) {
  const redis = new Redis(port, "127.0.0.1", { maxRetriesPerRequest: null });
  const backlog: Buffer[] = [];
  let scheduled = false;
  const drain = () => {
    scheduled = false;
    for (const message of backlog.splice(0, 512)) {
      const envelope = JSON.parse(message.toString("latin1"));
      storeBody(Buffer.from(envelope.body, "base64").toString());
    }
    if (backlog.length > 0) schedule();
  };
  const schedule = () => {
    if (scheduled) return;
    scheduled = true;
    setImmediate(drain);
  };
  redis.on("pmessageBuffer", (_pattern: unknown, _channel: unknown, message: Buffer) => {
    backlog.push(message);
    schedule();
  });
  await redis.psubscribe("/0.celeryev/*");
}

/** As Celery's own monitors do: without acknowledgement. */
async function readRabbitMq(port: number, storeBody: (text: string) => void) {
  const channel = await (await connect(`amqp://127.0.0.1:${port}`)).createChannel();
  await channel.assertExchange("celeryev", "topic", { durable: true });
  const { queue } = await channel.assertQueue("", { exclusive: true });
  await channel.bindQueue(queue, "celeryev", "#");
  await channel.consume(queue, (message) => storeBody(message?.content.toString() ?? "[]"), { noAck: true });
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  await main(Number(process.argv[2]), process.argv[3] === "rabbitmq" ? "rabbitmq" : "redis");
}
