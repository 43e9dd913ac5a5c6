// Events as Celery spells them on the wire: the inverse of decodeEvents. Absent stays absent, null stays null.
import type { WireJson } from "../kombu/print-json.ts";
import type { CeleryEvent, TaskEvent, WorkerEvent } from "./event.ts";

export type WireEvent = { readonly [key: string]: WireJson };

/** `utcoffset` is 0: our clock is UTC, and readers ignore it. */
export function encodeEvent(event: CeleryEvent): WireEvent {
  const extra = event.kind === "task" ? event.extra : undefined;
  return {
    ...(extra as WireEvent | undefined), // decodeEvents makes it plain; so must whoever builds an event
    hostname: event.hostname,
    utcoffset: 0,
    pid: event.pid,
    clock: event.clock,
    ...ownFields(event),
    timestamp: Math.round(event.at * 1e3) / 1e6,
    type: eventType(event),
  };
}

export function eventType(event: CeleryEvent): string {
  return event.kind === "custom" ? event.type : `${event.kind}-${event.subject}`;
}

/** `task-sent` is published under `task.sent`; a list of task events under `task.multi`. */
export function eventRoutingKey(type: string): string {
  return type.replaceAll("-", ".");
}

function ownFields(event: CeleryEvent): WireEvent {
  if (event.kind === "task") return dropAbsent(taskFields(event));
  return event.kind === "worker" ? dropAbsent(workerFields(event)) : {};
}

function taskFields(event: TaskEvent): WireEvent {
  return {
    uuid: event.uuid,
    name: event.name,
    args: event.args,
    kwargs: event.kwargs,
    root_id: event.rootId,
    parent_id: event.parentId,
    retries: event.retries,
    eta: event.eta,
    expires: event.expires,
    queue: event.queue,
    exchange: event.exchange,
    routing_key: event.routingKey,
    result: event.result,
    runtime: event.runtimeSeconds,
    exception: event.exception,
    traceback: event.traceback,
    terminated: event.terminated,
    signum: event.signum,
    expired: event.expired,
    requeue: event.requeue,
  };
}

function workerFields(event: WorkerEvent): WireEvent {
  return {
    freq: event.freqSeconds,
    active: event.active,
    processed: event.processed,
    loadavg: event.loadavg,
    sw_ident: event.swIdent,
    sw_ver: event.swVer,
    sw_sys: event.swSys,
  };
}

function dropAbsent(fields: WireEvent): WireEvent {
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
}
