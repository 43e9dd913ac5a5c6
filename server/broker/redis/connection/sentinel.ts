// Asks the Sentinels where the master is: all of them at once, and of more than half believes the one that knows of the
// latest failover, because one that was cut off may still name the old master.
import { connectRedis } from "./connect.ts";
import { ExplainedError, errorText, RedisStepError } from "./error.ts";
import type { HostPort, Sentinels } from "./target.ts";

/** Rejects with the reason when no Sentinel names a master; the signal ends the asking. */
export async function findMaster(sentinels: Sentinels, signal: AbortSignal): Promise<HostPort> {
  const { nodes } = sentinels;
  const answers: Named[] = [];
  const errors: unknown[] = [];
  return new Promise((resolve, reject) => {
    let open = nodes.length;
    const settle = () => {
      open -= 1;
      if (answers.length * 2 <= nodes.length && open > 0) return;
      const [latest] = answers.sort((a, b) => b.epoch - a.epoch);
      if (latest !== undefined) resolve(latest.master);
      else if (open === 0) reject(reason(errors, sentinels));
    };
    for (const node of nodes) {
      askOne(node, sentinels, signal)
        .then((named) => void answers.push(named))
        .catch((error: unknown) => void errors.push(error))
        .finally(settle);
    }
  });
}

interface Named {
  readonly master: HostPort;
  /** Counts failovers: the higher, the later. */
  readonly epoch: number;
}

async function askOne(node: HostPort, sentinels: Sentinels, signal: AbortSignal): Promise<Named> {
  const { masterName, username, password, tls } = sentinels;
  const endpoint = { address: { kind: "tcp", ...node }, username, password, tls, db: 0 } as const;
  const { redis } = await connectRedis(endpoint, signal);
  try {
    const answer: unknown = await redis.call("SENTINEL", "master", masterName).catch((error: unknown) => {
      if (/^ERR No such master/i.test(errorText(error))) return null;
      throw error;
    });
    const [host, port] = [fieldOf(answer, "ip"), Number(fieldOf(answer, "port"))];
    if (host !== null && port > 0) {
      return { master: { host, port }, epoch: Number(fieldOf(answer, "config-epoch") ?? 0) };
    }
    const known = namesOf(await redis.call("SENTINEL", "masters").catch(() => []));
    throw new ExplainedError({
      code: "protocol",
      text: `Sentinel knows no master called ${masterName}.`,
      remedy:
        known.length === 0
          ? "Set master_name in --broker-transport-options as Celery's broker_transport_options has it."
          : `It knows ${known.join(", ")}: set that as master_name in --broker-transport-options.`,
    });
  } finally {
    redis.disconnect();
  }
}

function namesOf(masters: unknown): readonly string[] {
  if (!Array.isArray(masters)) return [];
  return masters.flatMap((fields: unknown) => fieldOf(fields, "name")?.slice(0, 100) ?? []);
}

/** A master is told as a flat list of field, value. */
function fieldOf(fields: unknown, name: string): string | null {
  const at = Array.isArray(fields) ? fields.indexOf(name) : -1;
  const value: unknown = Array.isArray(fields) && at >= 0 ? fields[at + 1] : null;
  return typeof value === "string" ? value : null;
}

/** The most telling of the errors: one that somebody explained, then what a Sentinel said, then a socket's. */
function reason(errors: readonly unknown[], { nodes }: Sentinels): unknown {
  const explained = errors.find((error) => error instanceof ExplainedError);
  if (explained !== undefined) return explained;
  const said = errors.find((error) => /^(NOAUTH|WRONGPASS|NOPERM|ERR)/.test(errorText(error)));
  if (said !== undefined) return sentinelSaid(said);
  if (nodes.length === 1) return errors[0];
  return new ExplainedError({
    code: "refused",
    text: `None of the ${nodes.length} Sentinels answers (${errorText(errors[0])}).`,
    remedy: "Check their hosts and ports in the broker URL: each is sentinel://host:26379, divided by ;",
  });
}

function sentinelSaid(error: unknown): unknown {
  const text = errorText(error);
  if (/unknown command/i.test(text)) {
    return new ExplainedError({
      code: "protocol",
      text: "What answers there is a Redis, not a Sentinel.",
      remedy: "Use redis:// for it, or the port of a Sentinel (26379 by default).",
    });
  }
  if (/^(NOAUTH|WRONGPASS)|without any password/.test(text)) {
    return new ExplainedError({
      code: "auth",
      text: /^NOAUTH/.test(text) ? "Sentinel wants a password of its own." : "Sentinel refused its password.",
      remedy: `Set it in --broker-transport-options: {"sentinel_kwargs": {"password": "…"}}; the one in the URL is the master's.`,
    });
  }
  return new RedisStepError("sentinel", error);
}
