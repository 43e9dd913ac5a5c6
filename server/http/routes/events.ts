// A live stream of tasks over server-sent events. Nothing is kept for a client: each tick it is told what changed since it
// was told last, so a slow one misses what lay in between and is told how much there was no room for.
import { createRoute } from "@hono/zod-openapi";
import { holderOf } from "#lib/access/actor.ts";
import { UmbelError } from "#lib/api/error.ts";
import { readTaskFilter, taskFilterSchema } from "#lib/api/task-query.ts";
import { taskRowSchema } from "#lib/api/task-schemas.ts";
import type { TaskChanges } from "#lib/cluster/tasks/changes.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import type { Engine } from "../../engine/port.ts";
import type { ApiDeps } from "../api-deps.ts";
import { principalOf, type Routes } from "../guarded.ts";
import { BAD_REQUEST, UNAUTHORIZED } from "../responses.ts";

const MAX_PER_TICK = 500;
/** Proxies cut connections that say nothing. */
const SILENCE_MS = 15_000;
/** A client that was away is told what changed meanwhile, so far back. */
const MAX_RESUME_MS = 3_600_000;

const route = createRoute({
  method: "get",
  path: "/api/v1/events",
  tags: ["tasks"],
  summary: "Tasks as they change, as server-sent events",
  description:
    "`event: task` carries a line of the task list each time its task changed; `event: dropped` says how many changes there was no room for. Reconnect with `Last-Event-ID`, as browsers do, to go on where it ended.",
  request: { query: taskFilterSchema },
  responses: {
    200: {
      description: "A stream that does not end.",
      content: { "text/event-stream": { schema: taskRowSchema } },
    },
    ...BAD_REQUEST,
    ...UNAUTHORIZED,
  },
});

export function addEvents(routes: Routes, { engine, streams }: Pick<ApiDeps, "engine" | "streams">): void {
  routes.needing("view").openapi(route, (c) => {
    const principal = principalOf(c);
    const filter = readTaskFilter(c.req.valid("query"));
    const stream = streamOf({ engine, filter, since: resumeAt(c.req.header("last-event-id")) });
    const share = streams.take(holderOf(principal), stream.end);
    if (!share.ok) throw new UmbelError("too_many", `No more event streams: ${share.detail}.`);
    stream.begin([share.value, principal.session?.onEnd(stream.end) ?? (() => {})]);
    // Also when nobody reads the body: for HEAD, or when the client has left already.
    const { outgoing } = c.env;
    if (outgoing.closed) stream.end();
    else outgoing.once("close", stream.end);
    return c.body(stream.body, 200, {
      "content-type": "text/event-stream; charset=UTF-8",
      "x-accel-buffering": "no",
    });
  });
}

interface StreamOptions {
  readonly engine: Pick<Engine, "query" | "onTick" | "open" | "close">;
  readonly filter: TaskFilter;
  readonly since: number;
}

interface Stream {
  readonly body: ReadableStream<Uint8Array>;
  /** `ended` are called once, when the stream has ended, whoever ended it. */
  begin(ended: readonly (() => void)[]): void;
  end(): void;
}

function streamOf({ engine, filter, since }: StreamOptions): Stream {
  const encoder = new TextEncoder();
  const teller = createTeller(since);
  let onEnded: readonly (() => void)[] = [];
  let asking = false;
  let stopped = false;
  let saidAt = Date.now();
  let controller: ReadableStreamDefaultController<Uint8Array> | undefined;
  const say = (text: string) => {
    saidAt = Date.now();
    controller?.enqueue(encoder.encode(text));
  };
  const ask = async () => {
    // A client that has not taken the last piece is not told more.
    if (asking || (controller?.desiredSize ?? 0) <= 0) return;
    asking = true;
    const found = await engine
      .query("taskChanges", { filter, since: teller.since(), limit: MAX_PER_TICK })
      .catch(() => null);
    asking = false;
    if (stopped || found === null) return;
    const text = teller.tell(found);
    if (text !== "") say(text);
    else if (Date.now() - saidAt >= SILENCE_MS) say(": still here\n\n");
  };
  const stop = () => {
    if (stopped) return;
    stopped = true;
    for (const tell of onEnded) tell();
  };
  const body = new ReadableStream<Uint8Array>({
    start(given) {
      controller = given;
      say("retry: 2000\n\n");
    },
    cancel: stop,
  });
  return {
    body,
    begin(ended) {
      const stopTicks = engine.onTick(() => void ask());
      // While somebody looks it ticks more often.
      const looking = engine.open("frame").catch(() => null);
      const lookAway = () => void looking.then((answer) => answer?.ok && engine.close("frame"));
      onEnded = [stopTicks, lookAway, ...ended];
    },
    end() {
      if (stopped) return;
      stop();
      controller?.close();
    },
  };
}

/** Turns changes into events, each once: what changed at the very time told last is asked for again. */
function createTeller(from: number) {
  let since = from;
  let toldAtSince = new Map<string, unknown>();
  return {
    since: () => since,
    tell({ changed, dropped }: TaskChanges): string {
      const parts = dropped > 0 ? [`event: dropped\ndata: {"count":${dropped}}\n\n`] : [];
      for (const { at, row } of changed) {
        const text = JSON.stringify(row);
        if (at === since && toldAtSince.get(row.key) === text) continue;
        if (at > since) toldAtSince = new Map();
        since = Math.max(since, at);
        toldAtSince.set(row.key, text);
        parts.push(`event: task\nid: ${at}\ndata: ${text}\n\n`);
      }
      return parts.join("");
    },
  };
}

/** An id that we gave: a time of ours. */
function resumeAt(id: string | undefined): number {
  const now = Date.now();
  const at = Number(id);
  if (id === undefined || !/^\d{1,16}(\.\d+)?$/.test(id) || at > now) return now;
  return Math.max(at, now - MAX_RESUME_MS);
}
