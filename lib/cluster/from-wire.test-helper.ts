// Tests only: a decoded Celery event body (snake_case, seconds) as a CeleryEvent, without the real decoder's checks.
import type { CeleryEvent } from "../events/event.ts";

type Wire = Readonly<Record<string, unknown>>;

export interface Heard {
  readonly event: CeleryEvent;
  readonly now: number;
}

/** The event, and our clock when it came. */
export function fromWire(wire: Wire): Heard {
  const [kind, ...rest] = String(wire.type).split("-");
  const subject = rest.join("-");
  const at = Number(wire.timestamp) * 1_000;
  const now = wire.local_received === undefined ? at : Number(wire.local_received) * 1_000;
  const base = {
    hostname: String(wire.hostname),
    at,
    pid: integer(wire.pid),
    clock: integer(wire.clock),
  };
  const own = Object.entries(wire).filter(([key]) => key in RENAMED);
  const fields = Object.fromEntries(own.map(([key, value]) => [RENAMED[key], value]));
  const event = { ...base, ...fields, kind, subject, ...(kind === "task" ? { uuid: wire.uuid } : {}) };
  // The fixtures are Celery's own events: the shape is known.
  return { event: event as unknown as CeleryEvent, now };
}

const RENAMED: Readonly<Record<string, string>> = {
  name: "name",
  args: "args",
  kwargs: "kwargs",
  root_id: "rootId",
  parent_id: "parentId",
  retries: "retries",
  eta: "eta",
  expires: "expires",
  queue: "queue",
  exchange: "exchange",
  routing_key: "routingKey",
  result: "result",
  runtime: "runtimeSeconds",
  exception: "exception",
  traceback: "traceback",
  terminated: "terminated",
  signum: "signum",
  expired: "expired",
  requeue: "requeue",
  freq: "freqSeconds",
  active: "active",
  processed: "processed",
  loadavg: "loadavg",
  sw_ident: "swIdent",
  sw_ver: "swVer",
  sw_sys: "swSys",
};

function integer(value: unknown): number | null {
  return typeof value === "number" ? value : null;
}
