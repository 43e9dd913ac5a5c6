// What Flower's API asks the engine, answered from the state: rows of the engine's table of queries. Every answer is
// bounded; who wants all asks again.
import type { ClusterState } from "../cluster/cluster-state.ts";
import type { WorkerRecord } from "../cluster/worker-record.ts";
import type { NameSeries } from "../series/names.ts";
import { selectPart } from "./select.ts";
import type { TaskSelection } from "./selection.ts";
import { oneTaskJson, type TasksJsonRequest, tasksJson } from "./tasks-json.ts";
import { workerJson, workerRow } from "./worker-object.ts";

interface Deps {
  readonly model: { readonly state: ClusterState; readonly nameSeries: NameSeries };
  readonly now: number;
}
interface FlowerWorker {
  readonly hostname: string;
  readonly online: boolean;
  /** What it answered to inspect, as JSON text; null when nothing yet. */
  readonly json: string | null;
}
interface FlowerWorkers {
  readonly workers: readonly FlowerWorker[];
  /** The last hostname told, when there are more after it. */
  readonly next: string | null;
}

const MAX_CHARACTERS = 2_000_000;

/** Each row: the name of a query and how it is answered. */
export const FLOWER_QUERIES = {
  /** One part of what is selected, from row `from` on. */
  flowerSelect: (
    { model }: Deps,
    { selection, from }: { readonly selection: TaskSelection; readonly from: number },
  ) => selectPart(model.state.tasks, selection, from),
  /** What is shown of a selection, as JSON text. */
  flowerTasks: ({ model }: Deps, request: TasksJsonRequest) => tasksJson(model.state.tasks, request),
  flowerTask: ({ model }: Deps, { uuid }: { readonly uuid: string }) => oneTaskJson(model.state.tasks, uuid),
  /** In order of their names, those after `after`; `only` names one. */
  flowerWorkers: (
    { model }: Deps,
    { after, only }: { readonly after: string | null; readonly only: string | null },
  ) => partOfWorkers(model.state, after, only),
  flowerWorkerRows: ({ model }: Deps) => sorted(model.state).map(workerRow),
  /** Names of tasks seen in events, of late or still held, sorted. */
  seenNames: ({ model, now }: Deps): readonly string[] => {
    const ended = model.nameSeries.rows("7d", Number.POSITIVE_INFINITY, now).map(({ key }) => key);
    return [...new Set([...model.state.tasks.names.texts(), ...ended])].filter((name) => name !== "").sort();
  },
};

function partOfWorkers(state: ClusterState, after: string | null, only: string | null): FlowerWorkers {
  if (only !== null) {
    const worker = state.workers.get(only);
    return { workers: worker?.known === true ? [toFlowerWorker(worker)] : [], next: null };
  }
  const workers: FlowerWorker[] = [];
  let characters = 0;
  for (const worker of sorted(state)) {
    if (after !== null && worker.hostname <= after) continue;
    if (characters >= MAX_CHARACTERS) return { workers, next: workers.at(-1)?.hostname ?? null };
    const told = toFlowerWorker(worker);
    characters += told.json?.length ?? 0;
    workers.push(told);
  }
  return { workers, next: null };
}

function sorted(state: ClusterState): readonly WorkerRecord[] {
  return [...state.workers.all()]
    .filter(({ known }) => known)
    .sort((a, b) => (a.hostname < b.hostname ? -1 : 1));
}

function toFlowerWorker(worker: WorkerRecord): FlowerWorker {
  return { hostname: worker.hostname, online: worker.status === "online", json: workerJson(worker) };
}
