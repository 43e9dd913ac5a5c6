// Tasks that nobody accounts for: their worker, or the process of it that had them, fell silent or left. That says nothing of
// what became of them; any event of the task, or a sign of its process, takes it back.

import type { TaskRecord } from "./task-record.ts";
import type { TaskStore } from "./task-store.ts";
import type { WorkerRecord } from "./worker-record.ts";

/** All tasks of the worker, or those that are lost. */
export function orphan(
  worker: WorkerRecord,
  tasks: TaskStore,
  now: number,
  isLost: (task: TaskRecord) => boolean = () => true,
): void {
  for (const rows of [worker.running, worker.reserved]) {
    for (const row of rows) {
      const task = tasks.at(row);
      if (task.orphanedAt !== null || !isLost(task)) continue;
      task.orphanedAt = now;
      tasks.touch(row);
    }
  }
}

/** Takes back the tasks of those of its processes that live. */
export function adopt(worker: WorkerRecord, tasks: TaskStore, now: number): void {
  const since = worker.silentBefore(now);
  for (const rows of [worker.running, worker.reserved]) {
    for (const row of rows) {
      const task = tasks.at(row);
      const { orphanedAt, pid, newestWorkerAt } = task;
      if (orphanedAt === null || !worker.processes.isAlive(pid, newestWorkerAt, since)) continue;
      task.orphanedAt = null;
      tasks.touch(row);
    }
  }
}
