// Publishes a load on a raw socket: flat out, or at a steady rate. Run in its own process by `publish()`.
// It counts what it sent and what the broker accepted, so that loss cannot hide.

import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import type { Writable } from "node:stream";
import { fileURLToPath } from "node:url";
import { connect as connectAmqp } from "amqplib";
import { type BrokerKind, type Load, type LoadOptions, makeLoad } from "./load.ts";

export interface PublishRequest {
  readonly port: number;
  readonly broker?: BrokerKind;
  readonly load: LoadOptions;
  /** Events a second; null is flat out. */
  readonly rate: number | null;
}
export interface Published {
  readonly events: number;
  readonly messages: number;
  readonly seconds: number;
  readonly startedAt: number;
}

/** A publisher in its own process: prepared first, started when told. */
export interface Publisher {
  start(): Promise<Published>;
  /** Ends it in the middle; `start` then rejects. */
  abort(): void;
}

export async function preparePublisher(request: PublishRequest): Promise<Publisher> {
  const child = fork(fileURLToPath(import.meta.url), { execArgv: process.execArgv });
  child.send(request);
  await once(child, "message");
  return {
    start: async () => {
      child.send("go");
      const published = await Promise.race([once(child, "message"), once(child, "exit")]);
      if (child.exitCode !== null || child.signalCode !== null) throw new Error("the publisher was ended");
      child.disconnect();
      return published[0] as Published; // the child is this same file
    },
    abort: () => child.kill("SIGKILL"),
  };
}

async function main() {
  const [request] = (await once(process, "message")) as [PublishRequest]; // the parent is this same file
  const load = makeLoad(request.load, request.broker);
  const { socket, taken, close } = await (request.broker === "rabbitmq" ? toRabbitMq : toRedis)(
    request.port,
    load,
  );
  process.send?.("ready");
  await once(process, "message");
  const startedAt = Date.now();
  const before = process.hrtime.bigint();
  let events = 0;
  for (const chunk of load.chunks) {
    if (!socket.write(chunk.bytes)) await once(socket, "drain");
    events += chunk.events;
    if (request.rate !== null) await until(before, events / request.rate);
  }
  const { messages } = load;
  await taken();
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  process.send?.({ events, messages, seconds, startedAt } satisfies Published);
  await once(process, "disconnect");
  await close();
}

interface Line {
  readonly socket: Writable;
  /** Resolves when the broker has taken all of the load. */
  taken(): Promise<void>;
  close(): Promise<void>;
}

async function toRedis(port: number, { messages }: Load): Promise<Line> {
  const socket = connect(port, "127.0.0.1");
  await once(socket, "connect");
  let answers = 0;
  socket.on("data", (data) => {
    for (const byte of data) if (byte === 10) answers += 1;
  });
  return {
    socket,
    taken: async () => {
      while (answers < messages) await once(socket, "data");
    },
    close: async () => void socket.destroy(),
  };
}

/** amqplib opens the first channel; what is written below it are frames of that channel. */
async function toRabbitMq(port: number): Promise<Line> {
  const connection = await connectAmqp(`amqp://127.0.0.1:${port}`);
  const channel = await connection.createChannel();
  await channel.assertExchange("celeryev", "topic", { durable: true });
  const { stream } = connection.connection as unknown as { readonly stream: Writable }; // not in its types
  return {
    socket: stream,
    taken: async () => void (await channel.checkExchange("celeryev")),
    close: () => connection.close(),
  };
}

async function until(before: bigint, seconds: number) {
  const left = seconds - Number(process.hrtime.bigint() - before) / 1e9;
  if (left > 0.001) await new Promise((resolve) => setTimeout(resolve, left * 1000));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
