// A simulated cluster that has lived for a minute, and somebody who sends it control messages.
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import { printJson, type WireJson } from "#lib/kombu/print-json.ts";
import { Observer } from "./observer.test-helper.ts";
import { createSimulation } from "./simulation.ts";

const START = Date.UTC(2026, 10, 22, 10);

export class Cluster {
  readonly seen = new Observer();
  readonly #simulation = createSimulation({ seed: 11, startAt: START });
  #asked = 0;

  constructor() {
    this.pass(60);
  }

  get now(): number {
    return this.#simulation.now;
  }

  pass(seconds: number): void {
    this.seen.read(this.#simulation.advance(this.#simulation.now + seconds * 1000));
  }

  deliver(envelope: Uint8Array): void {
    for (const hostname of this.seen.listening) this.#simulation.control(hostname, envelope);
  }

  /** Replies by worker, of those that came within `seconds`. */
  ask(
    method: string,
    args: Record<string, WireJson> = {},
    to: { readonly [key: string]: WireJson } = {},
    seconds = 2,
  ): Record<string, unknown> {
    this.#asked += 1;
    const ticket = `ticket-${this.#asked}`;
    const body = printJson({
      method,
      arguments: args,
      destination: null,
      pattern: null,
      matcher: null,
      ticket,
      reply_to: { exchange: "reply.celery.pidbox", routing_key: "me" },
      ...to,
    });
    const envelope = encodeEnvelope({
      body,
      headers: {},
      exchange: "celery.pidbox",
      routingKey: "",
      deliveryMode: 2,
      deliveryTag: ticket,
    });
    this.deliver(Buffer.from(envelope));
    this.pass(seconds);
    const mine = this.seen.replies.filter((reply) => reply.ticket === ticket);
    return Object.fromEntries(mine.map((reply) => [reply.hostname, reply.value]));
  }

  one(hostname: string, method: string, args: Record<string, WireJson> = {}): unknown {
    return this.ask(method, args, { destination: [hostname] })[hostname];
  }

  /** Uuid of a running task of this name, as `active` tells it. */
  running(name: string): string {
    for (let tries = 0; tries < 600; tries += 1) {
      for (const info of Object.values(this.ask("active", {}, {}, 0.5)).flat()) {
        if (
          typeof info === "object" &&
          info !== null &&
          "name" in info &&
          info.name === name &&
          "id" in info
        ) {
          return String(info.id);
        }
      }
    }
    throw new Error(`no ${name} was ever running`);
  }

  /** How many of this name were started in [from, to). */
  started(name: string, from: number, to: number): number {
    const uuids = new Set(
      this.seen.tasks("sent").flatMap((event) => (event.name === name ? [event.uuid] : [])),
    );
    return this.seen
      .tasks("started")
      .filter((event) => uuids.has(event.uuid) && event.at >= from && event.at < to).length;
  }
}
