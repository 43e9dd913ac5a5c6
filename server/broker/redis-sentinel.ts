// Asks the Sentinels where the master is: all of them at once, and believes the majority, because one that was cut off
// may still name the old one.
import { connectRedis } from "./redis-connect.ts";
import { ExplainedError, errorText, RedisStepError } from "./redis-error.ts";
import type { HostPort, Sentinels } from "./redis-target.ts";

/** Rejects with the reason when no Sentinel names a master; the signal ends the asking. */
export async function findMaster(sentinels: Sentinels, signal: AbortSignal): Promise<HostPort> {
  const { nodes } = sentinels;
  const votes = new Map<string, { master: HostPort; count: number }>();
  const errors: unknown[] = [];
  return new Promise((resolve, reject) => {
    let open = nodes.length;
    const settle = () => {
      open -= 1;
      const ranked = [...votes.values()].sort((a, b) => b.count - a.count);
      const best = ranked[0];
      if (best !== undefined && (open === 0 || best.count * 2 > nodes.length)) resolve(best.master);
      else if (open === 0) reject(reason(errors, sentinels));
    };
    for (const node of nodes) {
      askOne(node, sentinels, signal)
        .then((master) => {
          const key = `${master.host} ${master.port}`;
          votes.set(key, { master, count: (votes.get(key)?.count ?? 0) + 1 });
        })
        .catch((error: unknown) => void errors.push(error))
        .finally(settle);
    }
  });
}

async function askOne(node: HostPort, sentinels: Sentinels, signal: AbortSignal): Promise<HostPort> {
  const { masterName, username, password, tls } = sentinels;
  const endpoint = { address: { kind: "tcp", ...node }, username, password, tls, db: 0 } as const;
  const { redis } = await connectRedis(endpoint, signal);
  try {
    const answer: unknown = await redis.call("SENTINEL", "get-master-addr-by-name", masterName);
    const [host, port] = Array.isArray(answer) ? answer : [];
    if (typeof host === "string" && Number(port) > 0) return { host, port: Number(port) };
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

/** Each master is a flat list of field, value. */
function namesOf(masters: unknown): readonly string[] {
  if (!Array.isArray(masters)) return [];
  return masters.flatMap((fields: unknown) => {
    const at = Array.isArray(fields) ? fields.indexOf("name") : -1;
    const name: unknown = Array.isArray(fields) && at >= 0 ? fields[at + 1] : null;
    return typeof name === "string" ? [name.slice(0, 100)] : [];
  });
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
