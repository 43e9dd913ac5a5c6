// A running Umbel, through its API; the live tail through its socket.
import { encodeName } from "#lib/address.ts";
import { type ErrorBody, UmbelError } from "#lib/api/error.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import { qualifyTopic } from "#lib/live/topics.ts";
import type { Send, Target } from "./target.ts";
import { taskSearch } from "./task-search.ts";

/** A command waits this much longer for Umbel than Umbel waits for the workers. */
const GRACE_MS = 10_000;
const DEFAULT_WAIT_MS = 20_000;

export interface HttpTargetOptions {
  /** Of the running Umbel, with its prefix if it has one. */
  readonly url: string;
  /** `user:password`, or null. */
  readonly user: string | null;
  /** Of several clusters, the one that is meant; null: the first. */
  readonly cluster: string | null;
}

export function createHttpTarget({ url, user, cluster }: HttpTargetOptions): Target {
  const base = baseOf(url);
  const api = cluster === null ? "api/v1" : `api/v1/clusters/${encodeURIComponent(cluster)}`;
  const headers: Record<string, string> = { accept: "application/json" };
  if (user !== null) headers.authorization = `Basic ${Buffer.from(user).toString("base64")}`;
  const ask = async <T>(path: string, body?: object, waitMs = DEFAULT_WAIT_MS): Promise<T> => {
    const init: RequestInit = { headers, signal: AbortSignal.timeout(waitMs), redirect: "manual" };
    if (body !== undefined) {
      Object.assign(init, { method: "POST", body: JSON.stringify(body) });
      init.headers = { ...headers, "content-type": "application/json" };
    }
    const response = await fetch(new URL(`${api}/${path}`, base), init).catch((error: unknown) => {
      throw new UmbelError("broker_unavailable", `No Umbel answers at ${base.href} (${reasonOf(error)}).`);
    });
    return readAnswer<T>(response, base);
  };
  return {
    name: `Umbel at ${base.href}`,
    send: (call) => ask<ControlOutcome>(pathOf(call), bodyOf(call), waitOf(call)),
    purge: (queue, reason) => ask(`queues/${encodeName(queue)}/purge`, { reason }),
    tasks: (question) => ask(`tasks?${taskSearch(question)}`),
    task: (uuid) =>
      ask<never>(`tasks/${encodeName(uuid)}`).catch((error: unknown) => {
        if (error instanceof UmbelError && error.code === "not_found") return null;
        throw error;
      }),
    workers: async () => (await ask<{ workers: never }>("workers")).workers,
    queues: async () => (await ask<{ queues: never }>("queues")).queues,
    findings: () => ask("findings"),
    acknowledge: (key, note) => ask(`findings/${encodeName(key)}/acknowledge`, { note }),
    unacknowledge: (key, reason) => ask(`findings/${encodeName(key)}/unacknowledge`, { reason }),
    watch: async (topic, onView, ended) => {
      const { watchSocket } = await import("./watch-socket.ts");
      await watchSocket({ base, headers, topic: qualifyTopic(cluster, topic), onView, ended });
    },
    close: async () => undefined,
  };
}

function baseOf(url: string): URL {
  const text = /^[a-z][a-z0-9+.-]*:\/\//i.test(url) ? url : `http://${url}`;
  if (!URL.canParse(text) || !/^https?:/i.test(text)) {
    throw new UmbelError("bad_request", `${url} is not the address of an Umbel, like http://localhost:5555.`);
  }
  const base = new URL(text);
  if (!base.pathname.endsWith("/")) base.pathname += "/";
  return base;
}

function pathOf({ command, custom }: Send): string {
  return `${custom ? "custom-commands" : "commands"}/${encodeURIComponent(command)}`;
}

function bodyOf({ args, destination, pattern, matcher, timeoutSeconds, reason }: Send): object {
  return {
    arguments: args,
    destination,
    pattern,
    matcher,
    reason,
    ...(timeoutSeconds !== null && { timeout: timeoutSeconds }),
  };
}

function waitOf({ timeoutSeconds }: Send): number {
  return timeoutSeconds === null ? DEFAULT_WAIT_MS : timeoutSeconds * 1000 + GRACE_MS;
}

async function readAnswer<T>(response: Response, base: URL): Promise<T> {
  const text = await response.text();
  const body: unknown = parsed(text);
  // What an Umbel of this version answers; its API's tests guard the shape.
  if (response.ok && body !== undefined) return body as T;
  const error = (body as Partial<ErrorBody> | undefined)?.error;
  if (typeof error?.message === "string") throw new UmbelError(error.code, error.message, error.details);
  if (response.status === 401 || (response.status >= 300 && response.status < 400)) {
    throw new UmbelError("unauthorized", `${base.href} requires sign-in: give --user name:password.`);
  }
  throw new UmbelError(
    "broker_unavailable",
    `What answers at ${base.href} is not Umbel (status ${response.status}).`,
  );
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  if (error.name === "TimeoutError") return "it took too long";
  const cause: unknown = error.cause;
  return cause instanceof Error && "code" in cause ? String(cause.code) : error.message;
}
