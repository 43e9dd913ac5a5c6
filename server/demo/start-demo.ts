// Runs the simulated cluster on the embedded broker: one unref'd timer, a short history first so that the first page
// has something to show. After a pause of the process (a laptop that slept) the cluster slept too.
import { setImmediate } from "node:timers/promises";
import type { WorkerSide } from "../broker/memory/port.ts";
import { CarryOut } from "./carry-out.ts";
import { DemoClock } from "./clock.ts";
import { createSimulation } from "./simulation.ts";

export interface DemoOptions {
  readonly seed: number;
  readonly clock?: DemoClock;
  /** Calls `run` again and again; returns the way to end it. */
  readonly setTimer?: (run: () => void, everyMs: number) => () => void;
  /** 1: about 25 events/s; thousands of events/s from 100 on. */
  readonly rate?: number;
  /** How much past is published at the start, within a second. */
  readonly historySeconds?: number;
}

const TICK_MS = 100;
const HISTORY_SECONDS = 180;
/** Most simulated time that one tick takes at rate 1, so that publishing the past does not block the process. */
const SLICE_MS = 30_000;
/** A longer gap than this between two ticks is not caught up with. */
const MAX_GAP_MS = 60_000;
const PAST_STEP_MS = 1_000;
/** No more than a tick takes at any rate. */
const STEP_MS = 4 * TICK_MS;

export interface Demo {
  /**
   * Publishes the past second by second: each step returns the time it has reached. Without a call the timer publishes
   * it, in larger pieces.
   */
  past(): Iterable<number>;
  /** What happened until now is published, then nothing any more. Each of the three returns the demo's time. */
  freeze(): Promise<number>;
  /** Stands still until `ms` later; what happens in between is published in pieces that the engine can keep up with. */
  step(ms: number): Promise<number>;
  resume(): number;
  stop(): void;
}

export function startDemo(broker: WorkerSide, options: DemoOptions): Demo {
  const clock = options.clock ?? new DemoClock();
  const { now } = clock;
  const historyMs = (options.historySeconds ?? HISTORY_SECONDS) * 1000;
  const rate = options.rate ?? 1;
  const sliceMs = Math.max(STEP_MS, SLICE_MS / Math.max(1, rate));
  const simulation = createSimulation({
    seed: options.seed,
    startAt: now() - historyMs,
    rate,
  });
  const hands = new CarryOut(broker, (hostname, envelope) => simulation.control(hostname, envelope));
  const stopHearing = broker.onPurged((queue) => simulation.purge(queue));
  const stopTasks = broker.onTask((_queue, envelope) => simulation.submit(envelope));
  let lastTickAt = now();
  let telling = false;

  const tick = (): void => {
    if (telling) return;
    const at = now();
    if (at - lastTickAt > MAX_GAP_MS) simulation.skip(at - lastTickAt);
    lastTickAt = at;
    for (const todo of simulation.advance(Math.min(at, simulation.now + sliceMs))) hands.run(todo);
  };

  function* past(): Generator<number> {
    telling = true;
    try {
      while (simulation.now < now() - PAST_STEP_MS) {
        for (const todo of simulation.advance(simulation.now + PAST_STEP_MS)) hands.run(todo);
        yield simulation.now;
      }
    } finally {
      telling = false;
    }
  }

  const stopTimer = (options.setTimer ?? unrefInterval)(tick, TICK_MS);
  const freeze = async (): Promise<number> => {
    clock.hold();
    while (telling) await setImmediate();
    tick();
    return now();
  };
  return {
    past,
    freeze,
    async step(ms) {
      const end = (await freeze()) + ms;
      while (now() < end) {
        clock.pass(Math.min(STEP_MS, end - now()));
        tick();
        await setImmediate();
      }
      return now();
    },
    resume() {
      clock.release();
      return now();
    },
    stop() {
      stopTimer();
      stopHearing();
      stopTasks();
      hands.leave();
    },
  };
}

function unrefInterval(run: () => void, everyMs: number): () => void {
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
