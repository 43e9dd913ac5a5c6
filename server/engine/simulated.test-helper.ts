// The worker's side for the engine's tests: encoded events, and a worker that answers control requests.
import { randomUUID } from "node:crypto";
import { encodeEvent, eventRoutingKey, eventType } from "#lib/events/encode-event.ts";
import type { CeleryEvent, TaskEvent } from "#lib/events/event.ts";
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import type { WireJson } from "#lib/kombu/print-json.ts";
import { printJson } from "#lib/kombu/print-json.ts";

export interface ControlBody {
  readonly method: string;
  readonly arguments: Readonly<Record<string, unknown>>;
  readonly destination: readonly string[] | null;
  readonly ticket: string;
  readonly reply_to?: { readonly exchange: string; readonly routing_key: string };
}

export function eventMessage(events: CeleryEvent | readonly CeleryEvent[]): Buffer {
  const list = "kind" in events ? [events] : events;
  const single = "kind" in events;
  const body = single ? encodeEvent(events) : list.map(encodeEvent);
  const first = list[0];
  const type = single && first !== undefined ? eventType(first) : "task-multi";
  return message(printJson(body), "celeryev", eventRoutingKey(type), {});
}

export function taskEvent(uuid: string, subject: string, over: Partial<TaskEvent> = {}): TaskEvent {
  return { kind: "task", subject, uuid, hostname: "w1@h", at: Date.now(), pid: 1, clock: 1, ...over };
}

export function heartbeat(hostname: string): CeleryEvent {
  const at = Date.now();
  return {
    kind: "worker",
    subject: "heartbeat",
    hostname,
    at,
    pid: 1,
    clock: 1,
    freqSeconds: 2,
    active: 0,
    processed: 0,
  };
}

export function readControl(envelope: Uint8Array): ControlBody {
  const { body } = JSON.parse(Buffer.from(envelope).toString()) as { body: string };
  return JSON.parse(Buffer.from(body, "base64").toString()) as ControlBody;
}

export function replyMessage(ticket: string, hostname: string, value: WireJson): Buffer {
  return message(printJson({ [hostname]: value }), "reply.celery.pidbox", "x", { ticket, clock: 1 });
}

/** Answers with `answers[method]`; stays silent on what it does not know. */
export function simulateWorker(
  hostname: string,
  answers: Readonly<Record<string, WireJson>>,
  reply: (routingKey: string, envelope: Uint8Array) => unknown,
): (envelope: Uint8Array) => void {
  return (envelope) => {
    const request = readControl(envelope);
    if (request.destination !== null && !request.destination.includes(hostname)) return;
    if (!Object.hasOwn(answers, request.method) || request.reply_to === undefined) return;
    reply(
      request.reply_to.routing_key,
      replyMessage(request.ticket, hostname, answers[request.method] ?? null),
    );
  };
}

export function message(
  body: string,
  exchange: string,
  routingKey: string,
  headers: { readonly [key: string]: WireJson },
): Buffer {
  const deliveryTag = randomUUID();
  return Buffer.from(encodeEnvelope({ body, headers, exchange, routingKey, deliveryMode: 1, deliveryTag }));
}
