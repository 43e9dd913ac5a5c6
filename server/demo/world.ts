// What every part of the simulation shares: time, randomness, queues, workers, and the list of things to do on the broker.
import type { Failure } from "./catalog/spec.ts";
import { FLEET } from "./fleet.ts";
import type { Outgoing } from "./outgoing.ts";
import { Random } from "./random.ts";
import { TaskQueues } from "./task-queues.ts";
import { Timeline } from "./timeline.ts";
import { createWorker, type Worker } from "./worker.ts";

/** For some minutes one task name fails far more often than usual. */
export interface Incident {
  readonly name: string;
  readonly share: number;
  readonly failure: Failure;
}

export interface World {
  readonly random: Random;
  readonly timeline: Timeline;
  readonly outbox: Outgoing[];
  readonly queues: TaskQueues;
  readonly workers: readonly Worker[];
  /** Ids flagged by `revoke`; workers tell each other, so one set serves all. Bounded, oldest go first. */
  readonly revoked: Set<string>;
  /** Queues whose consumers are about to look. */
  readonly poked: Set<string>;
  incident: Incident | null;
  /** Arrivals times this; pools grow with it up to a point, then run times shrink. */
  readonly rate: number;
  /** Run times divided by this. */
  readonly speed: number;
}

/** Pools grow up to this factor when the rate is turned up. */
const MAX_POOL_FACTOR = 8;
/** Celery keeps 50,000. */
const MAX_REVOKED = 10_000;

export function createWorld(seed: number, startAt: number, rate: number): World {
  const random = new Random(seed);
  const outbox: Outgoing[] = [];
  const poolFactor = Math.max(1, Math.min(MAX_POOL_FACTOR, Math.ceil(rate)));
  return {
    random,
    timeline: new Timeline(startAt),
    outbox,
    queues: new TaskQueues(outbox, random),
    workers: FLEET.map((definition) =>
      createWorker(
        definition.pool === "solo" ? definition : { ...definition, slots: definition.slots * poolFactor },
      ),
    ),
    revoked: new Set(),
    poked: new Set(),
    incident: null,
    rate,
    speed: Math.max(1, rate / poolFactor),
  };
}

export function speedOf(world: World, worker: Worker): number {
  // A solo pool has one slot whatever the rate.
  return worker.definition.pool === "solo" ? Math.max(1, world.rate) : world.speed;
}

export function flagRevoked(world: World, uuid: string): void {
  world.revoked.delete(uuid);
  world.revoked.add(uuid);
  for (const oldest of world.revoked) {
    if (world.revoked.size <= MAX_REVOKED) return;
    world.revoked.delete(oldest);
  }
}
