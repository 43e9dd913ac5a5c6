// How one run of a task will end and how long it will take: decided when it starts, from its catalog entry, the time
// limits of its worker and the incident of the hour.
import { hardLimit, softLimit } from "./catalog/failures.ts";
import type { Failure, TaskSpec } from "./catalog/spec.ts";
import type { SimTask } from "./task.ts";
import type { Worker } from "./worker.ts";
import { speedOf, type World } from "./world.ts";

export type Ending =
  | { readonly kind: "success" }
  | { readonly kind: "reject" }
  | { readonly kind: "failure"; readonly failure: Failure; readonly retried: boolean };

export interface Plan {
  readonly runtimeMs: number;
  readonly ending: Ending;
}

export function planRun(world: World, worker: Worker, task: SimTask, spec: TaskSpec): Plan {
  const ending = planEnding(world, task, spec);
  const runtimeMs = howLong(world, spec, ending) / speedOf(world, worker);
  return withinLimits(worker, task, { runtimeMs, ending });
}

function howLong(world: World, spec: TaskSpec, ending: Ending): number {
  const wholeMs = world.random.lognormal(spec.medianMs, spec.spread);
  if (ending.kind !== "failure") return wholeMs;
  // A failing run usually ends early; a time-out takes its time.
  return ending.failure.afterMs ?? wholeMs * world.random.between(0.2, 0.9);
}

function planEnding(world: World, task: SimTask, spec: TaskSpec): Ending {
  const { random, incident } = world;
  if (spec.rejects !== undefined && random.chance(spec.rejects)) return { kind: "reject" };
  if (incident?.name === spec.name && random.chance(incident.share)) {
    return {
      kind: "failure",
      failure: incident.failure,
      retried: canRetry(task, spec) && random.chance(0.5),
    };
  }
  let roll = random.next();
  for (const { share, failure, retried } of spec.failures) {
    // A second attempt mostly helps: otherwise everything retried would run out of attempts.
    const chance = retried && task.retries > 0 ? Math.max(share, 0.25) : share;
    if (roll < chance) return { kind: "failure", failure, retried: retried && canRetry(task, spec) };
    roll -= chance;
  }
  return { kind: "success" };
}

function canRetry(task: SimTask, spec: TaskSpec): boolean {
  return spec.retry !== undefined && task.retries < spec.retry.max;
}

function withinLimits(worker: Worker, task: SimTask, plan: Plan): Plan {
  const limits = worker.timeLimits.get(task.name);
  if (limits === undefined) return plan;
  const { soft, hard } = limits;
  if (soft !== null && plan.runtimeMs > soft * 1000) {
    return {
      runtimeMs: soft * 1000,
      ending: { kind: "failure", failure: softLimit(task.name), retried: false },
    };
  }
  if (hard !== null && plan.runtimeMs > hard * 1000) {
    return { runtimeMs: hard * 1000, ending: { kind: "failure", failure: hardLimit(hard), retried: false } };
  }
  return plan;
}
