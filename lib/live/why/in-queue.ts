// Why a task waits in its queue: nobody takes from it, or others are before it.
import { formatCount } from "../../format/number.ts";
import { queuePath } from "../../routes.ts";
import type { Place, QueueFacts } from "./waiting-facts.ts";
import { about, unknown, type Why, type WhyFacts, type WhyPart } from "./why.ts";

/** A sending this young may not have reached its queue when that was read. */
const SETTLED_MS = 15_000;

export function inQueue(facts: WhyFacts): readonly Why[] {
  const { queue, broker } = facts;
  if (queue === null) return [unknown("Its queue is not known, so why it is waiting is not known either.")];
  if (!broker.connected)
    return [unknown("Umbel is not connected to the broker, so what its queue holds now is not known.")];
  const to = linkTo(queue);
  if (queue.missing) return [noQueue(to)];
  const where = gone(facts, queue, to) ?? stopped(queue, to) ?? moving(facts, queue, to);
  return [...where, ...later(facts)];
}

/** null: it may be in its queue. */
function gone(facts: WhyFacts, queue: QueueFacts, to: WhyPart): readonly Why[] | null {
  const { task, place, now, eta } = facts;
  const young = task.sentAt !== null && now - task.sentAt < SETTLED_MS;
  const isGone = place === null ? queue.depth === 0 : place.gone;
  if (task.state !== "PENDING" || queue.broadcast || young || !isGone) return null;
  // RabbitMQ's native delayed delivery keeps it in queues of its own until then.
  if (eta !== null && eta > now) return [];
  return [
    {
      key: "gone",
      level: "warn",
      text: [
        "It is no longer in its queue ",
        to,
        ", and no worker has reported it: a worker whose task events are off took it, or it was removed.",
      ],
      remedy: ["Ask workers, or look at its state in the result backend."],
    },
  ];
}

/** Nobody takes it, whatever its place is. */
function stopped(queue: QueueFacts, to: WhyPart): readonly Why[] | null {
  if (queue.pause !== null) {
    const { at, by, reason } = queue.pause;
    return [
      {
        key: "paused",
        level: "warn",
        text: [
          "Its queue ",
          to,
          ` is paused by ${by} since `,
          { at },
          reason === null ? "." : ` (${reason}).`,
        ],
        remedy: ["Resume the queue on its page."],
      },
    ];
  }
  if (queue.consumers === 0) {
    return [
      {
        key: "unconsumed",
        level: "bad",
        text: ["No worker consumes its queue ", to, "."],
        remedy: [`Start a worker with -Q ${queue.name}, or add the queue to a running one on its page.`],
      },
    ];
  }
  if (queue.registered === false) {
    return [
      {
        key: "unregistered",
        level: "bad",
        text: [
          "No worker that consumes its queue ",
          to,
          " has a task of this name: it will fail with NotRegistered.",
        ],
        remedy: ["Deploy the code that defines it to these workers, or correct the name where it is sent."],
      },
    ];
  }
  return null;
}

function moving(facts: WhyFacts, queue: QueueFacts, to: WhyPart): readonly Why[] {
  const { place } = facts;
  if (queue.broadcast)
    return [
      unknown("It was sent to a broadcast queue: each worker takes its own copy, and none has reported it."),
    ];
  // The message of a retry is seldom in its queue: a worker has taken it and holds it until it is due.
  if (facts.task.state === "RETRY" && place?.position == null) return [];
  const text = placeText(place, queue, to);
  if (text === null) return [unknown("How many tasks are ahead of it is not known.")];
  return [{ key: "place", level: "info", text: [...text, ...paceOf(place, queue)], remedy: null }];
}

function placeText(place: Place | null, queue: QueueFacts, to: WhyPart): readonly WhyPart[] | null {
  if (place !== null && place.position !== null)
    return [
      `It is number ${formatCount(place.position)} of ${formatCount(place.total)} waiting in `,
      to,
      ".",
    ];
  if (place !== null && place.read < place.total)
    return [
      `It is not among the first ${formatCount(place.read)} of ${formatCount(place.total)} waiting in `,
      to,
      ".",
    ];
  if (queue.depth === null) return null;
  return queue.depth > 0
    ? [`It is one of ${formatCount(queue.depth)} waiting in `, to, ", if it is still there."]
    : ["It was sent to ", to, ", which is empty: no worker has reported it yet."];
}

function paceOf(
  place: Place | null,
  { depth, outRate, stuckSince, slots, busy }: QueueFacts,
): readonly WhyPart[] {
  const parts: WhyPart[] = [];
  if (stuckSince !== null) {
    const full = slots !== null && slots > 0 && busy !== null && busy >= slots;
    parts.push(" Nothing has been taken from it since ", { at: stuckSince });
    parts.push(full ? `: all ${formatCount(slots)} processes of its workers are busy.` : ".");
  } else if (outRate !== null && outRate > 0) {
    const takes = (count: number) => about((count / outRate) * 1_000);
    const pace = " At the pace of the last minute";
    if (place?.position != null) parts.push(`${pace} a worker takes it in about ${takes(place.position)}.`);
    else if (place !== null && place.read < place.total)
      parts.push(`${pace} a worker takes it in more than ${takes(place.read)}.`);
    else if (depth !== null && depth > 0)
      parts.push(`${pace} all of them are taken in about ${takes(depth)}.`);
  }
  return parts;
}

/** An ETA is kept by the worker that takes it, not by the queue. */
function later({ task, eta, now, place }: WhyFacts): readonly Why[] {
  const due = place?.eta ?? eta;
  if (task.state !== "PENDING" || due === null || due <= now) return [];
  return [
    { key: "eta", level: "info", text: ["It will not run before its ETA, ", { at: due }, "."], remedy: null },
  ];
}

function noQueue(to: WhyPart): Why {
  return {
    key: "no-queue",
    level: "bad",
    text: ["The broker shows no queue ", to, ": if it does not exist, what was sent to it is lost."],
    remedy: ["Start a worker that consumes it, which creates the queue, and send the task again."],
  };
}

function linkTo({ name }: QueueFacts): WhyPart {
  return { href: queuePath(name), text: name };
}
