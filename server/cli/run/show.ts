// What is known of tasks, workers and the cluster as a whole.

import { formatAge, formatDuration } from "#lib/format/duration.ts";
import { isoTime } from "#lib/format/time.ts";
import type { Finding } from "#lib/live/findings/finding.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { NEWEST_FIRST } from "#lib/tasks/filter.ts";
import type { Task, TaskRow } from "#lib/tasks/task.ts";
import { ranOf } from "#lib/tasks/times.ts";
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safe } from "../print/safe.ts";
import { table } from "../print/table.ts";
import type { Session } from "./session.ts";

export async function runTasks(session: Session, filter: TaskFilter, limit: number): Promise<ExitCode> {
  const { target, out, err, json, now } = session;
  const answer = await target.tasks({ filter, sort: NEWEST_FIRST, limit });
  if (json) {
    out(`${JSON.stringify(answer)}\n`);
    return EXIT.ok;
  }
  const head = ["TASK ID", "STATE", "NAME", "WORKER", "QUEUE", "AGE", "RUNTIME", "WHAT"];
  out(
    table(
      head,
      answer.rows.map((row) => cellsOf(row, now())),
      "No task.",
    ),
  );
  const { searched = null } = answer;
  if (searched?.complete === false)
    err(`the texts of ${searched.tasks} of ${searched.of} tasks were searched; ask again to go on\n`);
  if (answer.total > answer.rows.length) err(`${answer.rows.length} of ${answer.total}; more with --limit\n`);
  return EXIT.ok;
}

export async function runTask({ target, out, err, json }: Session, uuid: string): Promise<ExitCode> {
  const task = await target.task(uuid);
  if (task === null) {
    err(`No task ${safe(uuid)} is known to ${target.name}. Ask the workers: umbel inspect query_task\n`);
    return EXIT.failed;
  }
  out(json ? `${JSON.stringify(task)}\n` : printTask(task));
  return EXIT.ok;
}

export async function runWorkers({ target, out, json, now }: Session): Promise<ExitCode> {
  const workers = await target.workers();
  if (json) out(`${JSON.stringify({ workers })}\n`);
  else {
    const head = ["WORKER", "STATUS", "POOL", "BUSY", "PROCESSED", "CELERY", "SINCE", "QUEUES"];
    const rows = workers.map((worker) => [
      worker.key,
      worker.status,
      worker.pool ?? "",
      `${worker.active ?? worker.running.length}/${worker.slots ?? "?"}`,
      String(worker.processed ?? ""),
      worker.swVer ?? "",
      formatAge(worker.since, now()),
      worker.queues?.join(", ") ?? "",
    ]);
    out(table(head, rows, "No worker."));
  }
  return EXIT.ok;
}

/** 69 when no worker is online: a script can ask whether anything works at all. */
export async function runStatus({ target, out, json, now }: Session): Promise<ExitCode> {
  const [workers, queues, findings] = [
    await target.workers(),
    await target.queues(),
    await target.findings(),
  ];
  const online = workers.filter(({ status }) => status === "online");
  if (json) out(`${JSON.stringify({ online: online.length, workers, queues, findings })}\n`);
  else {
    out(
      table(
        ["WORKER", "STATUS"],
        workers.map(({ key, status }) => [key, status]),
        "No worker.",
      ),
    );
    const depths = queues.map(({ key, depth, consumers }) => [
      key,
      String(depth ?? ""),
      String(consumers ?? ""),
    ]);
    out(`\n${table(["QUEUE", "WAITING", "CONSUMERS"], depths, "No queue.")}`);
    out(`\n${online.length} of ${workers.length} workers online.\n`);
    for (const finding of findings.open) out(`${safe(sentenceOf(finding, now()))}\n`);
    const beyond = findings.total - findings.open.length;
    if (beyond > 0) out(`${beyond} more findings.\n`);
  }
  return online.length > 0 ? EXIT.ok : EXIT.unavailable;
}

/** `bad: Queue mail has …, began 12 min ago; acknowledged by ada: smtp is slow (queue-behind:mail)`: its key at the end. */
export function sentenceOf(finding: Finding, now: number): string {
  const { key, level, subject, text, since, goneAt, acknowledged } = finding;
  const began = since === null ? "" : `, began ${formatAge(since, now)}`;
  const gone = goneAt === null ? "" : `, last seen ${formatAge(goneAt, now)}`;
  const note = acknowledged?.note ? `: ${acknowledged.note}` : "";
  const known = acknowledged === null ? "" : `; acknowledged by ${acknowledged.by}${note}`;
  return `${level}: ${subject} ${text}${began}${gone}${known} (${key})`;
}

function cellsOf(row: TaskRow, now: number): string[] {
  const since = row.finishedAt ?? row.startedAt ?? row.receivedAt ?? row.sentAt;
  const ran = ranOf(row);
  return [
    row.key,
    row.state,
    row.name ?? "",
    row.worker ?? "",
    row.queue ?? "",
    since === null ? "" : formatAge(since, now),
    ran === null ? "" : formatDuration(ran),
    row.exception ?? [row.args, row.kwargs].filter((part) => part !== null).join(" "),
  ];
}

/** Everything that is known; what is not stays out. Times as ISO. */
function printTask(task: Task): string {
  const lines = Object.entries(task).flatMap(([key, value]) => {
    if (value === null || key === "ordinal" || (Array.isArray(value) && value.length === 0)) return [];
    if (key.endsWith("At") || key === "timestamp") return [`${key}: ${isoTime(Number(value)) ?? value}`];
    if (key === "traceback")
      return [
        `${key}:`,
        ...String(value)
          .split("\n")
          .map((line) => `  ${line}`),
      ];
    return [`${key}: ${typeof value === "object" ? JSON.stringify(value) : value}`];
  });
  return `${lines.map(safe).join("\n")}\n`;
}
