// Gathers what the plans of retries are made from: the engine's tasks, the result backend, the workers' own words.
import { UmbelError } from "#lib/api/error.ts";
import type { StoredResult } from "#lib/results/stored-result.ts";
import { planRetry, type RetryEdit, type RetryFacts, type RetryPlan } from "#lib/retrying/plan.ts";
import type { TaskState } from "#lib/tasks/task.ts";
import type { Engine } from "../engine/port.ts";
import type { ResultStore, Results } from "../results/port.ts";
import type { Links } from "./links.ts";

const AT_ONCE = 50;

export interface FactsDeps {
  readonly engine: Pick<Engine, "query">;
  readonly results: Results;
  readonly links: () => Links;
}

/** One task to plan the retry of. */
export interface Retried {
  readonly uuid: string;
  /** Its state when somebody chose it; null or absent: not known. */
  readonly chosenAs?: TaskState | null;
  readonly edit?: RetryEdit | undefined;
}

/** In the order of `tasks`. Rejects with UmbelError `broker_unavailable` when the result backend cannot be asked. */
export async function planRetries(
  deps: FactsDeps,
  tasks: readonly Retried[],
  /** For tasks whose queue nobody knows. */
  fallbackQueue?: string,
): Promise<RetryPlan[]> {
  const [registry, workers, store] = await Promise.all([
    deps.engine.query("registry", {}),
    deps.engine.query("workers", {}),
    deps.results.current(),
  ]);
  const queuesOf = new Map(workers.map(({ key, queues }) => [key, queues]));
  const factsOf = async ({ uuid, chosenAs }: Retried): Promise<RetryFacts> => {
    const [task, { stored, unreadable }] = await Promise.all([
      deps.engine.query("task", { uuid }),
      readStored(store, uuid),
    ]);
    const worker = task?.worker ?? stored?.worker ?? null;
    const workerQueues = worker === null ? null : (queuesOf.get(worker) ?? null);
    return {
      uuid,
      chosenAs,
      task,
      stored,
      unreadable,
      registry,
      workerQueues,
      retriedAs: deps.links().retriedAs(uuid),
      fallbackQueue,
    };
  };
  const plans: RetryPlan[] = [];
  for (let from = 0; from < tasks.length; from += AT_ONCE) {
    const some = tasks.slice(from, from + AT_ONCE);
    const facts = await Promise.all(some.map(factsOf));
    for (const [index, fact] of facts.entries()) plans.push(planRetry(fact, some[index]?.edit));
  }
  return plans;
}

/** What is there but cannot be read (a pickle of the application's objects) costs nothing but what it would have told. */
async function readStored(
  store: ResultStore | null,
  uuid: string,
): Promise<{ readonly stored: StoredResult | null; readonly unreadable: boolean }> {
  try {
    return { stored: (await store?.read(uuid)) ?? null, unreadable: false };
  } catch (error) {
    if (error instanceof UmbelError && error.code === "conflict") return { stored: null, unreadable: true };
    throw error;
  }
}
