// The demo's messages as bytes: events, task messages (protocol 2) and control replies, as kombu writes them.
import { encodeEnvelope } from "#lib/kombu/encode-envelope.ts";
import { printJson, type WireJson } from "#lib/kombu/print-json.ts";
import { toJson } from "./python.ts";
import type { Random } from "./random.ts";
import { isoTime, type SimTask } from "./task.ts";

/** A list is a batch: `task.multi`. */
export function encodeEvents(hostname: string, routingKey: string, body: WireJson, random: Random): Buffer {
  return bytes(
    encodeEnvelope({
      body: printJson(body),
      headers: { hostname },
      exchange: "celeryev",
      routingKey,
      deliveryMode: 1,
      deliveryTag: random.uuid(),
    }),
  );
}

export function encodeReply(
  hostname: string,
  value: WireJson,
  to: { readonly routingKey: string; readonly ticket: string; readonly clock: number },
  random: Random,
): Buffer {
  return bytes(
    encodeEnvelope({
      body: printJson({ [hostname]: value }),
      headers: { ticket: to.ticket, clock: to.clock },
      exchange: "reply.celery.pidbox",
      routingKey: to.routingKey,
      deliveryMode: 1,
      deliveryTag: random.uuid(),
    }),
  );
}

export function encodeTask(task: SimTask, random: Random): Buffer {
  const embed = { callbacks: null, errbacks: null, chain: null, chord: null };
  return bytes(
    encodeEnvelope({
      body: printJson([task.args.map(toJson), toJson(task.kwargs), embed]),
      headers: taskHeaders(task),
      exchange: "",
      routingKey: task.queue,
      deliveryMode: 2,
      correlationId: task.uuid,
      replyTo: "",
      priority: task.priority,
      deliveryTag: random.uuid(),
    }),
  );
}

function taskHeaders(task: SimTask): { readonly [key: string]: WireJson } {
  const { softLimitSeconds, hardLimitSeconds } = task.spec ?? {};
  return {
    ...task.headers,
    lang: "py",
    task: task.name,
    id: task.uuid,
    shadow: null,
    eta: isoTime(task.etaAt),
    expires: isoTime(task.expiresAt),
    group: task.groupId,
    group_index: null,
    retries: task.retries,
    timelimit: [hardLimitSeconds ?? null, softLimitSeconds ?? null],
    root_id: task.rootId,
    parent_id: task.parentId,
    argsrepr: task.argsRepr,
    kwargsrepr: task.kwargsRepr,
    origin: task.origin,
    ignore_result: false,
    ...(task.redelivered ? { redelivered: true } : {}),
  };
}

function bytes(text: string): Buffer {
  return Buffer.from(text, "latin1"); // printJson writes ASCII only
}
