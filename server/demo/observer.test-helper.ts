// Reads what the simulation sends as a monitor would: decodes every message, keeps events, replies and queue depths.
import { decodeEvents } from "#lib/events/decode-events.ts";
import type { CeleryEvent, TaskEvent, WorkerEvent } from "#lib/events/event.ts";
import { decodeBody } from "#lib/kombu/decode-body.ts";
import { decodeEnvelope } from "#lib/kombu/decode-envelope.ts";
import { isRecord } from "#lib/kombu/object.ts";
import type { Outgoing } from "./outgoing.ts";

const NO_CODECS = { decompress: {}, deserialize: {} };

export interface SeenReply {
  readonly hostname: string;
  readonly ticket: unknown;
  readonly value: unknown;
}

export class Observer {
  readonly events: CeleryEvent[] = [];
  readonly replies: SeenReply[] = [];
  readonly depths = new Map<string, number>();
  readonly peaks = new Map<string, number>();
  readonly listening = new Set<string>();
  malformed = 0;

  read(todo: readonly Outgoing[]): void {
    for (const one of todo) this.#readOne(one);
  }

  tasks(subject?: string): TaskEvent[] {
    return this.events.filter(
      (event): event is TaskEvent => event.kind === "task" && (subject ?? event.subject) === event.subject,
    );
  }

  workers(hostname: string): WorkerEvent[] {
    return this.events.filter(
      (event): event is WorkerEvent => event.kind === "worker" && event.hostname === hostname,
    );
  }

  #readOne(todo: Outgoing): void {
    if (todo.kind === "event") this.#readEvents(todo.envelope);
    else if (todo.kind === "reply") this.#readReply(todo.envelope);
    else if (todo.kind === "push") this.#readTask(todo.queue, todo.envelope);
    else if (todo.kind === "pop") this.#move(todo.queue, -1);
    else if (todo.kind === "listen") this.listening.add(todo.hostname);
    else if (todo.kind === "deafen") this.listening.delete(todo.hostname);
  }

  #readEvents(envelope: Uint8Array): void {
    const decoded = decodeEvents(this.#body(envelope));
    if (!decoded.ok) this.malformed += 1;
    else {
      this.malformed += decoded.value.skipped;
      this.events.push(...decoded.value.events);
    }
  }

  #readReply(envelope: Uint8Array): void {
    const body = this.#body(envelope);
    const message = decodeEnvelope(envelope);
    if (!isRecord(body) || !message.ok) this.malformed += 1;
    else {
      const { ticket } = message.value.headers;
      for (const [hostname, value] of Object.entries(body)) this.replies.push({ hostname, ticket, value });
    }
  }

  #readTask(queue: string, envelope: Uint8Array): void {
    if (!Array.isArray(this.#body(envelope))) this.malformed += 1;
    this.#move(queue, 1);
  }

  #move(queue: string, by: number): void {
    const depth = (this.depths.get(queue) ?? 0) + by;
    this.depths.set(queue, depth);
    this.peaks.set(queue, Math.max(depth, this.peaks.get(queue) ?? 0));
  }

  #body(envelope: Uint8Array): unknown {
    const message = decodeEnvelope(envelope);
    const body = message.ok ? decodeBody(message.value, NO_CODECS) : message;
    if (body.ok) return body.value;
    this.malformed += 1;
    return null;
  }
}
