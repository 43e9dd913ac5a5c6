// Reply of `inspect stats`. `broker` may carry passwords in `alternates` and `transport_options`: both are left out.
import type { StatsInfo } from "./inspect.ts";
import { asFields, asFigure, asList, asNumber, asNumbers, asText } from "./parse.ts";

const MAX_NUMBERS = 5_000;
const UNSAFE_BROKER_KEYS: ReadonlySet<string> = new Set([
  "alternates",
  "transport_options",
  "password",
  "credential_provider",
  "ssl",
  "login_method",
]);

export function parseStats(reply: unknown): StatsInfo | null {
  const stats = asFields(reply);
  if (!stats) return null;
  const pool = asFields(stats.pool);
  const timeouts = Array.isArray(pool?.timeouts) ? pool.timeouts : [];
  return {
    pool: poolName(asText(pool?.implementation)) ?? poolByShape(pool, stats.pid),
    slots: slotsOf(pool),
    processes: asList(pool?.processes, MAX_NUMBERS, asNumber) ?? [],
    prefetch: asFigure(stats.prefetch_count),
    uptimeSeconds: asFigure(stats.uptime),
    pid: asNumber(stats.pid),
    autoscale: autoscale(stats.autoscaler),
    maxTasksPerChild: limitText(pool?.["max-tasks-per-child"]),
    softTimeLimitSeconds: limit(timeouts[0]),
    hardTimeLimitSeconds: limit(timeouts[1]),
    totals: asNumbers(stats.total, MAX_NUMBERS),
    rusage: asNumbers(stats.rusage, MAX_NUMBERS),
    broker: brokerFacts(stats.broker),
  };
}

/**
 * `max-concurrency` is what the pool was started with: a prefork pool that grew, shrank or is autoscaled tells its
 * size only by listing its processes (fixture `stats_autoscale`). Other pools list none.
 */
function slotsOf(pool: ReturnType<typeof asFields>): number | null {
  const processes = Array.isArray(pool?.processes) ? pool.processes.length : 0;
  return processes > 0 ? processes : asFigure(pool?.["max-concurrency"]);
}

/** `celery.concurrency.prefork:TaskPool` is known to people as prefork. */
function poolName(implementation: string | null): string | null {
  if (implementation === null) return null;
  const module = implementation.split(":")[0] ?? "";
  return module.split(".").at(-1)?.replace(/^_+/, "") || implementation;
}

/**
 * Celery before 5.3 does not name its pool (fixtures of 5.2.6): prefork alone tells what it wrote to its processes, and
 * solo's one process is the worker itself.
 */
function poolByShape(pool: ReturnType<typeof asFields>, pid: unknown): string | null {
  if (asFields(pool?.writes) !== null) return "prefork";
  const processes = Array.isArray(pool?.processes) ? pool.processes : [];
  return processes.length === 1 && typeof pid === "number" && processes[0] === pid ? "solo" : null;
}

/** Celery says 0 for no limit. */
function limit(value: unknown): number | null {
  const seconds = asNumber(value);
  return seconds === null || seconds === 0 ? null : seconds;
}

/** `"N/A"` means that there is none. */
function limitText(value: unknown): string | null {
  if (typeof value === "number") return String(value);
  return typeof value === "string" && value !== "N/A" ? value.slice(0, 100) : null;
}

function autoscale(value: unknown): StatsInfo["autoscale"] {
  const fields = asFields(value);
  const [min, max, current] = [asNumber(fields?.min), asNumber(fields?.max), asNumber(fields?.current)];
  return min === null || max === null || current === null ? null : { min, max, current };
}

function brokerFacts(value: unknown): StatsInfo["broker"] {
  const kept = Object.entries(asFields(value) ?? {}).filter(([key]) => !UNSAFE_BROKER_KEYS.has(key));
  // A reply is Json.
  return Object.fromEntries(kept) as StatsInfo["broker"];
}
