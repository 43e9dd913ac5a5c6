// Which facts of a task are told, and under which name: a name says whose fact it is (the sender's, the worker's, of which
// attempt), and what is known to be absent, or not known, takes one line together (facts.test.ts).
import type { Task } from "#lib/tasks/task.ts";
import { heads, ofQueues, ofTasks } from "../../words/shared.ts";
import { facts as words } from "../../words/tasks-detail.ts";

export type FactName =
  | "worker"
  | "pid"
  | "queue"
  | "exchange"
  | "routingKey"
  | "client"
  | "sentAt"
  | "receivedAt"
  | "eta"
  | "expires"
  | "retries"
  | "rootId"
  | "parentId"
  | "clock"
  | "signum"
  | "terminated"
  | "expired";

export interface Facts {
  /** What is known, with its label, in the order in which it is shown. */
  readonly known: readonly (readonly [FactName, label: string])[];
  /** Labels of what is known to be absent. */
  readonly none: readonly string[];
  /** Labels of what no event has told. */
  readonly unknown: readonly string[];
}

/** What an event of the sender's or of the worker's would have named: without it, there is none. */
const TOLD_WITH_IT: readonly FactName[] = ["eta", "expires", "parentId"];

export function prepareFacts(task: Task): Facts {
  const told = task.receivedAt !== null || task.sentAt !== null;
  const known: (readonly [FactName, string])[] = [];
  const none: string[] = [];
  const unknown: string[] = [];
  for (const [name, label] of labelsOf(task)) {
    if (isKnown(task, name)) known.push([name, label]);
    else if (name === "retries" || (told && TOLD_WITH_IT.includes(name))) none.push(label);
    else unknown.push(label);
  }
  return { known, none, unknown };
}

function isKnown(task: Task, name: FactName): boolean {
  return name === "retries" ? task.retries > 0 : task[name] !== null;
}

function labelsOf(task: Task): readonly (readonly [FactName, string])[] {
  const { state, retries, worker } = task;
  // It is nowhere now, or nobody has told where: what a worker told is of the time before.
  const isBack = (state === "PENDING" && worker !== null) || state === "RETRY";
  const again = retries > 0;
  const labels: (readonly [FactName, string])[] = [
    ["worker", isBack ? words.lastWorker : heads.worker],
    ["queue", heads.queue],
    ["exchange", ofQueues.exchange],
    ["routingKey", ofQueues.routingKey],
    // A retry is sent by the worker; who sent the task is who sent its first attempt.
    ["client", again ? words.firstSender : words.sender],
    ["sentAt", again ? words.lastSent : ofTasks.sent],
    ["receivedAt", isBack ? words.lastReceived : ofTasks.received],
    ["eta", ofTasks.eta],
    ["expires", ofTasks.expires],
    ["retries", ofTasks.retries],
    ["rootId", ofTasks.root],
    ["parentId", ofTasks.parent],
  ];
  // Until a worker has told of the task there is no process, and the clock is the sender's.
  if (worker !== null) labels.splice(1, 0, ["pid", words.pid]);
  if (worker !== null && task.clock !== null) labels.push(["clock", words.clock]);
  if (state !== "REVOKED") return labels;
  if (task.signum !== null) labels.push(["signum", ofTasks.signal]);
  if (task.terminated === true) labels.push(["terminated", words.terminated]);
  if (task.expired === true) labels.push(["expired", words.expired]);
  return labels;
}
