// What Flower's API asks the engine, answered from the state. Every answer is bounded; who wants all asks again.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { WorkerRecord } from "../cluster/worker-record.ts";
import type { Json } from "../json.ts";
import type { NameSeries } from "../series/names.ts";
import { selectPart } from "./select.ts";
import type { SelectedPart, TaskSelection } from "./selection.ts";
import { oneTaskJson, type TasksJson, type TasksJsonRequest, tasksJson } from "./tasks-json.ts";
import { workerJson, workerRow } from "./worker-object.ts";

export interface FlowerWorker {
  readonly hostname: string;
  readonly online: boolean;
  /** What it answered to inspect, as JSON text; null when nothing yet. */
  readonly json: string | null;
}
export interface FlowerWorkers {
  readonly workers: readonly FlowerWorker[];
  /** The last hostname told, when there are more after it. */
  readonly next: string | null;
}

const MAX_CHARACTERS = 2_000_000;

export class FlowerQueries {
  readonly #state: ClusterState;
  readonly #names: NameSeries;

  constructor(state: ClusterState, names: NameSeries) {
    this.#state = state;
    this.#names = names;
  }

  select(selection: TaskSelection, from: number): SelectedPart {
    return selectPart(this.#state.tasks, selection, from);
  }

  tasks(request: TasksJsonRequest): TasksJson {
    return tasksJson(this.#state.tasks, request);
  }

  task(uuid: string): string | null {
    return oneTaskJson(this.#state.tasks, uuid);
  }

  /** In order of their names, those after `after`; `only` names one. */
  workers(after: string | null, only: string | null): FlowerWorkers {
    if (only !== null) {
      const worker = this.#state.workers.get(only);
      return { workers: worker?.known === true ? [toFlowerWorker(worker)] : [], next: null };
    }
    const workers: FlowerWorker[] = [];
    let characters = 0;
    for (const worker of this.#sorted()) {
      if (after !== null && worker.hostname <= after) continue;
      if (characters >= MAX_CHARACTERS) return { workers, next: workers.at(-1)?.hostname ?? null };
      const told = toFlowerWorker(worker);
      characters += told.json?.length ?? 0;
      workers.push(told);
    }
    return { workers, next: null };
  }

  workerRows(): readonly Readonly<Record<string, Json>>[] {
    return this.#sorted().map(workerRow);
  }

  /** Names of tasks seen in events, of late or still held, sorted. */
  seenNames(now: number): readonly string[] {
    const ended = this.#names.rows("7d", Number.POSITIVE_INFINITY, now).map(({ key }) => key);
    return [...new Set([...this.#state.tasks.names.texts(), ...ended])].filter((name) => name !== "").sort();
  }

  #sorted(): readonly WorkerRecord[] {
    return [...this.#state.workers.all()]
      .filter(({ known }) => known)
      .sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
  }
}

function toFlowerWorker(worker: WorkerRecord): FlowerWorker {
  return { hostname: worker.hostname, online: worker.status === "online", json: workerJson(worker) };
}
