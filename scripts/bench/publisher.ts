// Publishes a load on a raw socket: flat out, or at a steady rate. Run in its own process by `publish()`.
// It counts what it sent and what Redis accepted, so that loss cannot hide.

import { fork } from "node:child_process";
import { once } from "node:events";
import { connect } from "node:net";
import { fileURLToPath } from "node:url";
import { type LoadOptions, makeLoad } from "./load.ts";

export interface PublishRequest {
  readonly port: number;
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
  const load = makeLoad(request.load);
  const socket = connect(request.port, "127.0.0.1");
  await once(socket, "connect");
  let answers = 0;
  socket.on("data", (data) => {
    for (const byte of data) if (byte === 10) answers += 1;
  });
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
  while (answers < messages) await once(socket, "data");
  const seconds = Number(process.hrtime.bigint() - before) / 1e9;
  process.send?.({ events, messages, seconds, startedAt } satisfies Published);
  await once(process, "disconnect");
  socket.destroy();
}

async function until(before: bigint, seconds: number) {
  const left = seconds - Number(process.hrtime.bigint() - before) / 1e9;
  if (left > 0.001) await new Promise((resolve) => setTimeout(resolve, left * 1000));
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main();
