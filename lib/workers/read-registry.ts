// What all workers that are online can run and consume, together.
import type { Registry } from "../sending/registry.ts";
import type { WorkerInspection } from "./inspect.ts";
import type { WorkerStatus } from "./worker.ts";

interface Told {
  readonly status: WorkerStatus;
  readonly inspection: Pick<WorkerInspection, "registered" | "activeQueues">;
}

export function readRegistry(workers: Iterable<Told>, queues: readonly string[]): Registry {
  const registered: string[] = [];
  const consumed: string[] = [];
  const broadcasts = new Set<string>();
  let toldNames = false;
  let toldQueues = false;
  for (const { status, inspection } of workers) {
    if (status !== "online") continue;
    const { registered: names, activeQueues } = inspection;
    toldNames ||= (names?.value ?? null) !== null;
    toldQueues ||= (activeQueues?.value ?? null) !== null;
    for (const { name } of names?.value ?? []) registered.push(name);
    for (const { name, exchangeType } of activeQueues?.value ?? []) {
      if (exchangeType === "fanout") broadcasts.add(name);
      else consumed.push(name);
    }
  }
  return {
    registered: toldNames ? distinct(registered) : null,
    consumed: toldQueues ? distinct(consumed) : null,
    broadcasts: [...broadcasts].sort(),
    queues: distinct([...queues, ...consumed]).filter((queue) => !broadcasts.has(queue)),
  };
}

function distinct(texts: readonly string[]): string[] {
  return [...new Set(texts)].sort();
}
