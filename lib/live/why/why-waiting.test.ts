// Each reason for which a task has not ended, as one sentence; what is not known is said as not known.
import { expect, test } from "vitest";
import type { HolderFacts, QueueFacts } from "./waiting-facts.ts";
import type { WhyFacts, WhyPart } from "./why.ts";
import { whyWaiting } from "./why-waiting.ts";

const NOW = Date.UTC(2030, 0, 1, 12);
const MINUTE = 60_000;
const QUEUE: QueueFacts = {
  name: "mail",
  depth: 214,
  consumers: 2,
  slots: 4,
  busy: 2,
  outRate: 1,
  stuckSince: null,
  missing: false,
  pause: null,
  registered: true,
  broadcast: false,
};
const HOLDER: HolderFacts = {
  hostname: "celery@a",
  status: "online",
  slots: 4,
  running: 4,
  ahead: 0,
  rateLimit: null,
  visibilitySeconds: 3_600,
};
const TASK: WhyFacts["task"] = {
  state: "PENDING",
  expires: null,
  sentAt: NOW - 5 * MINUTE,
  receivedAt: null,
  startedAt: null,
  retriedAt: null,
  orphanedAt: null,
};

interface Part extends Partial<Omit<WhyFacts, "task" | "queue" | "holder">> {
  readonly task?: Partial<WhyFacts["task"]>;
  readonly queue?: Partial<QueueFacts> | null;
  readonly holder?: Partial<HolderFacts>;
}

function why({ task, queue, holder, ...rest }: Part): string[] {
  const facts: WhyFacts = {
    eta: null,
    place: null,
    usualMs: null,
    revoke: null,
    broker: { connected: true, transport: "redis" },
    now: NOW,
    ...rest,
    task: { ...TASK, ...task },
    queue: queue === null ? null : { ...QUEUE, ...queue },
    holder: holder === undefined ? null : { ...HOLDER, ...holder },
  };
  return whyWaiting(facts).map(({ text }) => text.map(printed).join(""));
}

function printed(part: WhyPart): string {
  if (typeof part === "string") return part;
  return "at" in part ? new Date(part.at).toISOString().slice(11, 16) : part.text;
}

const RECEIVED = { state: "RECEIVED", receivedAt: NOW - 4 * MINUTE } as const;
const place = { position: 14, read: 214, total: 214, gone: false, eta: null };
const sent = { at: NOW - 2 * MINUTE, terminate: false, by: "ada", agreed: 3 };

test.each<[string, Part, string[]]>([
  [
    "a place",
    { place },
    [
      "It is number 14 of 214 waiting in mail. At the pace of the last minute a worker takes it in about 14 s.",
    ],
  ],
  [
    "beyond what was read",
    { place: { ...place, position: null, read: 500, total: 2_140 } },
    [
      "It is not among the first 500 of 2,140 waiting in mail. At the pace of the last minute a worker takes it in more than 8 min.",
    ],
  ],
  [
    "no place, as on RabbitMQ",
    { broker: { connected: true, transport: "amqp" } },
    [
      "It is one of 214 waiting in mail, if it is still there. At the pace of the last minute all of them are taken in about 3 min.",
    ],
  ],
  ["no pace known", { place, queue: { outRate: null } }, ["It is number 14 of 214 waiting in mail."]],
  [
    "nothing is taken",
    { place, queue: { stuckSince: NOW - 10 * MINUTE, busy: 4 } },
    [
      "It is number 14 of 214 waiting in mail. Nothing has been taken from it since 11:50: all 4 processes of its workers are busy.",
    ],
  ],
  ["no consumer", { queue: { consumers: 0 } }, ["No worker consumes its queue mail."]],
  [
    "paused",
    { queue: { pause: { at: NOW - MINUTE, by: "bob", reason: "deploy" }, consumers: 0 } },
    ["Its queue mail is paused by bob since 11:59 (deploy)."],
  ],
  [
    "unregistered",
    { queue: { registered: false }, place },
    ["No worker that consumes its queue mail has a task of this name: it will fail with NotRegistered."],
  ],
  [
    "no such queue",
    { queue: { missing: true, depth: null } },
    ["The broker shows no queue mail: if it does not exist, what was sent to it is lost."],
  ],
  [
    "gone",
    { place: { ...place, position: null, gone: true } },
    [
      "It is no longer in its queue mail, and no worker has reported it: a worker whose task events are off took it, or it was removed.",
    ],
  ],
  [
    "an empty queue",
    { queue: { depth: 0 } },
    [
      "It is no longer in its queue mail, and no worker has reported it: a worker whose task events are off took it, or it was removed.",
    ],
  ],
  [
    "just sent",
    { queue: { depth: 0 }, task: { sentAt: NOW - 1_000 } },
    ["It was sent to mail, which is empty: no worker has reported it yet."],
  ],
  ["depth not known", { queue: { depth: null } }, ["How many tasks are ahead of it is not known."]],
  ["queue not known", { queue: null }, ["Its queue is not known, so why it is waiting is not known either."]],
  [
    "broker away",
    { broker: { connected: false, transport: "redis" } },
    ["Umbel is not connected to the broker, so what its queue holds now is not known."],
  ],
  [
    "a broadcast",
    { queue: { broadcast: true } },
    ["It was sent to a broadcast queue: each worker takes its own copy, and none has reported it."],
  ],
  [
    "an ETA in its queue",
    { place, queue: { outRate: null }, eta: NOW + 30 * MINUTE },
    ["It is number 14 of 214 waiting in mail.", "It will not run before its ETA, 12:30."],
  ],
  [
    "delayed by RabbitMQ itself",
    { queue: { depth: 0 }, eta: NOW + 30 * MINUTE },
    ["It will not run before its ETA, 12:30."],
  ],
  [
    "expired",
    { place, queue: { outRate: null }, task: { expires: "2030-01-01T11:30:00" } },
    [
      "It expired at 11:30: the worker that takes it drops it instead of running it.",
      "It is number 14 of 214 waiting in mail.",
    ],
  ],
  [
    "held until its ETA",
    { task: RECEIVED, holder: {}, eta: NOW + 30 * MINUTE },
    ["celery@a holds it until its ETA, 12:30."],
  ],
  [
    "prefetched",
    { task: RECEIVED, holder: { ahead: 3 } },
    [
      "celery@a has taken it. All its 4 processes are busy: it waits for one to be free, behind 3 tasks it took earlier.",
    ],
  ],
  [
    "rate limited",
    { task: RECEIVED, holder: { running: 0, rateLimit: "10/m" } },
    ["celery@a has taken it. It waits for the rate limit of its name there: 10/m."],
  ],
  [
    "about to start",
    { task: RECEIVED, holder: { running: 0 } },
    ["celery@a has taken it. A process is free there: it should start at any moment."],
  ],
  [
    "slots not known",
    { task: RECEIVED, holder: { slots: null } },
    ["celery@a has taken it. How many tasks it runs at once is not known."],
  ],
  ["held by nobody known", { task: RECEIVED }, ["Why it is waiting is not known."]],
  [
    "lost on Redis",
    { task: RECEIVED, holder: { status: "lost" } },
    [
      "celery@a had taken it and is gone. Unless it gave it back, Redis delivers it again after the visibility timeout, at about 12:56.",
    ],
  ],
  [
    "lost on RabbitMQ",
    { task: RECEIVED, holder: { status: "offline" }, broker: { connected: true, transport: "amqp" } },
    [
      "celery@a had taken it and is gone. The broker gives it back to its queue once that connection is closed.",
    ],
  ],
  [
    "a retry, due as its message says",
    {
      task: { state: "RETRY", retriedAt: NOW - MINUTE },
      place: { ...place, eta: NOW + 5 * MINUTE },
      queue: { outRate: null },
    },
    [
      "Its last attempt failed at 11:59, and it was sent again. The next attempt is due at 12:05.",
      "It is number 14 of 214 waiting in mail.",
    ],
  ],
  [
    "a retry",
    { task: { state: "RETRY", retriedAt: NOW - MINUTE }, queue: { consumers: 0 } },
    [
      "Its last attempt failed at 11:59, and it was sent again. When the next attempt is due is not known until a worker takes it.",
      "No worker consumes its queue mail.",
    ],
  ],
  [
    "a retry that is not seen in its queue",
    { task: { state: "RETRY", retriedAt: NOW - MINUTE }, eta: NOW + 5 * MINUTE },
    ["Its last attempt failed at 11:59, and it was sent again. The next attempt is due at 12:05."],
  ],
  [
    "revoked in its queue",
    { revoke: sent, queue: { consumers: 0 } },
    [
      expect.stringMatching(
        /^Revoke sent by ada at 11:58\. No worker has acted on it yet\. The worker that takes the task drops it\. /,
      ),
      "No worker consumes its queue mail.",
    ],
  ],
  [
    "revoked at a worker",
    { revoke: { ...sent, by: null }, task: RECEIVED, holder: {}, eta: NOW + 30 * MINUTE },
    [
      "Revoke sent at 11:58. No worker has acted on it yet. celery@a drops the task when its ETA comes.",
      "celery@a holds it until its ETA, 12:30.",
    ],
  ],
  [
    "revoked, and nobody answered",
    { revoke: { ...sent, agreed: 0 }, place, queue: { outRate: null } },
    ["Revoke sent by ada at 11:58. No worker has confirmed it.", "It is number 14 of 214 waiting in mail."],
  ],
  [
    "a revoke under way",
    { revoke: { ...sent, at: NOW - 1_000, agreed: null }, queue: null },
    [
      "Revoke sent by ada at 11:59. Waiting for the workers to answer.",
      "Its queue is not known, so why it is waiting is not known either.",
    ],
  ],
  [
    "a revoke whose end nobody wrote down",
    { revoke: { ...sent, at: NOW - 5 * MINUTE, agreed: null }, queue: null },
    [
      "Revoke sent by ada at 11:55. Whether workers received it is not known: the outcome was not recorded.",
      "Its queue is not known, so why it is waiting is not known either.",
    ],
  ],
  [
    "revoked while it runs",
    { revoke: sent, task: { state: "STARTED", startedAt: NOW - MINUTE }, holder: {} },
    ["Revoke sent by ada at 11:58. The task is already running and goes on."],
  ],
  [
    "terminated",
    { revoke: { ...sent, terminate: true }, task: { state: "STARTED", startedAt: NOW - MINUTE }, holder: {} },
    ["Terminate sent by ada at 11:58. No worker has reported that the task finished."],
  ],
  [
    "slower than usual",
    { task: { state: "STARTED", startedAt: NOW - MINUTE }, holder: {}, usualMs: 4_000 },
    ["It is taking longer than usual: in the last hour, 95 % of the tasks of its name finished within 4 s."],
  ],
  ["as usual", { task: { state: "STARTED", startedAt: NOW - 1_000 }, holder: {}, usualMs: 4_000 }, []],
])("%s", (_, part, sentences) => {
  expect(why(part)).toEqual(sentences);
});
