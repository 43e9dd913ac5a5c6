// The simulated cluster as a pure function of seed, time and commands: the same seed, times and commands give the same
// bytes, however finely time is sliced. No clock, no timer, no I/O; memory is bounded by queues and pools.
import { readControl } from "./control.ts";
import { pokeQueue } from "./execution.ts";
import { startWorker } from "./lifecycle.ts";
import type { Outgoing } from "./outgoing.ts";
import { startScenario } from "./scenario.ts";
import { readSubmitted } from "./submitted.ts";
import { startTraffic } from "./traffic.ts";
import { createWorld } from "./world.ts";

export interface SimulationOptions {
  readonly seed: number;
  /** Epoch ms of the cluster's first moment. */
  readonly startAt: number;
  /** 1: about 25 events/s. 100: a load test. */
  readonly rate?: number;
}

export interface Simulation {
  readonly now: number;
  /** Lets the cluster live until `now` and returns what is to be done on the broker, in order. */
  advance(now: number): Outgoing[];
  /** A control message as one worker receives it; answers come out of `advance`. Malformed ones are ignored. */
  control(hostname: string, envelope: Uint8Array): void;
  /** Somebody emptied a queue: what waited there is gone. */
  purge(queue: string): void;
  /** A task message that somebody outside sent; one that no worker could read is dropped, as workers do. */
  submit(envelope: Uint8Array): void;
  /** Passes time in which the whole cluster stood still. */
  skip(ms: number): void;
  /** For tests of boundedness: tasks and plans held. */
  held(): number;
}

export function createSimulation(options: SimulationOptions): Simulation {
  const world = createWorld(options.seed, options.startAt, options.rate ?? 1);
  const { timeline, outbox } = world;
  world.queues.onArrival = (queue) => pokeQueue(world, queue);
  for (const worker of world.workers) {
    timeline.in(world.random.between(0, 900), () => startWorker(world, worker));
  }
  startTraffic(world);
  startScenario(world);
  return {
    get now() {
      return timeline.now;
    },
    advance(now) {
      timeline.runUntil(now);
      return outbox.splice(0);
    },
    control: (hostname, envelope) => readControl(world, hostname, envelope),
    purge: (queue) => world.queues.purge(queue),
    submit(envelope) {
      const task = readSubmitted(envelope);
      if (task !== null) world.queues.push(task);
    },
    skip: (ms) => timeline.skip(ms),
    held: () =>
      timeline.pending +
      world.revoked.size +
      world.workers.reduce(
        (sum, { reserved, scheduled, running }) => sum + reserved.length + scheduled.size + running.size,
        0,
      ),
  };
}
