// Why a task has not ended, in one or two plain sentences, from what is known of it. What is not known is said as not known.
// Facts of Celery behind them: docs/protocol/tasks.md, docs/protocol/control.md, docs/protocol/redis.md.
import { formatCount, plural } from "../../format/number.ts";
import { workerPath } from "../../routes.ts";
import { parseIso } from "../../tasks/times.ts";
import { inQueue } from "./in-queue.ts";
import type { HolderFacts } from "./waiting-facts.ts";
import { about, unknown, type Why, type WhyFacts, type WhyPart } from "./why.ts";

/** The longest that a command waits for answers, and some. */
const TELLING_MS = 120_000;

/** What matters most first; empty: nothing keeps it. */
export function whyWaiting(facts: WhyFacts): readonly Why[] {
  const where = facts.task.state === "STARTED" ? whyRunning(facts) : whereItIs(facts);
  return [...revoked(facts), ...expired(facts), ...where];
}

function whereItIs(facts: WhyFacts): readonly Why[] {
  const { task, holder } = facts;
  if (task.orphanedAt !== null || (holder !== null && holder.status !== "online")) return lost(facts);
  if (task.state === "RECEIVED") return held(facts);
  return [...retrying(facts), ...inQueue(facts)];
}

function revoked({ revoke, task, holder, eta, now }: WhyFacts): readonly Why[] {
  if (revoke === null) return [];
  const { by, at, terminate, agreed } = revoke;
  const what = terminate ? "Terminate" : "Revoke";
  const sent: WhyPart[] = [`${what} sent${by === null ? "" : ` by ${by}`} at `, { at }, ". "];
  const say = (
    level: Why["level"],
    text: string,
    remedy: readonly WhyPart[] | null = null,
  ): readonly Why[] => [{ key: "revoked", level, text: [...sent, text], remedy }];
  if (agreed === null && now - at < TELLING_MS) return say("info", "Waiting for the workers to answer.");
  if (agreed === null)
    return say("warn", "Whether workers received it is not known: the outcome was not recorded.", [
      "Send it again: a second revoke changes nothing.",
    ]);
  if (agreed === 0)
    return say("warn", "No worker has confirmed it.", [
      "Send it again: a worker that missed it will run the task.",
    ]);
  if (task.state === "STARTED")
    return terminate
      ? say("info", "No worker has reported that the task finished.")
      : say("warn", "The task is already running and goes on.", ["Only Terminate stops it."]);
  const held = holder !== null && task.state === "RECEIVED";
  const when = held
    ? eta !== null && eta > now
      ? `${holder.hostname} drops the task when its ETA comes.`
      : `${holder.hostname} drops the task when its turn comes.`
    : "The worker that takes the task drops it. A worker that starts only now does not know of the revoke, unless it learns of it from other workers or its state file.";
  return say("info", `No worker has acted on it yet. ${when}`);
}

function expired({ task, now }: WhyFacts): readonly Why[] {
  const at = parseIso(task.expires);
  if (at === null || at > now || task.state === "STARTED") return [];
  return [
    {
      key: "expired",
      level: "warn",
      text: ["It expired at ", { at }, ": the worker that takes it drops it instead of running it."],
      remedy: null,
    },
  ];
}

function whyRunning({ task, usualMs, now, holder }: WhyFacts): readonly Why[] {
  if (task.orphanedAt !== null || task.startedAt === null || usualMs === null) return [];
  if (holder?.status !== "online" || now - task.startedAt <= usualMs) return [];
  return [
    {
      key: "slow",
      level: "info",
      text: [
        `It is taking longer than usual: in the last hour, 95 % of the tasks of its name finished within ${about(usualMs)}.`,
      ],
      remedy: null,
    },
  ];
}

/** RECEIVED is not yet acknowledged, whatever acks_late is: the broker has the message still. */
function lost({ task, holder, broker, now }: WhyFacts): readonly Why[] {
  const who: WhyPart =
    holder === null ? "Its worker" : { href: workerPath(holder.hostname), text: holder.hostname };
  const text: WhyPart[] = [who, " had taken it and is gone."];
  const again =
    isRedis(broker.transport) && task.receivedAt !== null
      ? task.receivedAt + 1_000 * (holder?.visibilitySeconds ?? 3_600)
      : null;
  if (again !== null && again > now)
    text.push(
      " Unless it gave it back, Redis delivers it again after the visibility timeout, at about ",
      { at: again },
      ".",
    );
  else if (isRedis(broker.transport))
    text.push(" Redis delivers it again when a worker next looks for messages that were not acknowledged.");
  else text.push(" The broker gives it back to its queue once that connection is closed.");
  return [{ key: "lost", level: "warn", text, remedy: null }];
}

function held(facts: WhyFacts): readonly Why[] {
  const { holder, eta, now } = facts;
  if (holder === null) return [unknown()];
  const who: WhyPart = { href: workerPath(holder.hostname), text: holder.hostname };
  if (eta !== null && eta > now)
    return [
      { key: "eta", level: "info", text: [who, " holds it until its ETA, ", { at: eta }, "."], remedy: null },
    ];
  return [{ key: "held", level: "info", text: [who, ` has taken it. ${whyNotBegun(holder)}`], remedy: null }];
}

function whyNotBegun({ slots, running, ahead, rateLimit }: HolderFacts): string {
  const before = ahead === null || ahead === 0 ? "" : `, behind ${plural(ahead, "task")} it took earlier`;
  const limit = rateLimit === null ? "" : ` The rate limit of its name there is ${rateLimit}.`;
  if (slots === null || running === null) return `How many tasks it runs at once is not known.${limit}`;
  if (running >= slots) {
    const busy = slots === 1 ? "Its one process is busy" : `All its ${formatCount(slots)} processes are busy`;
    return `${busy}: it waits for one to be free${before}.${limit}`;
  }
  if (rateLimit !== null) return `It waits for the rate limit of its name there: ${rateLimit}${before}.`;
  return `A process is free there: it should start at any moment${before}.`;
}

function retrying({ task, place, eta, now }: WhyFacts): readonly Why[] {
  if (task.state !== "RETRY") return [];
  const due = place?.eta ?? (eta !== null && eta > now ? eta : null);
  const text: WhyPart[] = ["Its last attempt failed"];
  if (task.retriedAt !== null) text.push(" at ", { at: task.retriedAt });
  text.push(", and it was sent again. ");
  if (due !== null && due > now) text.push("The next attempt is due at ", { at: due }, ".");
  else text.push("When the next attempt is due is not known until a worker takes it.");
  return [{ key: "retry", level: "info", text, remedy: null }];
}

function isRedis(transport: string): boolean {
  return /redis|sentinel|valkey/.test(transport);
}
