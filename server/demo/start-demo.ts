// Runs the simulated cluster on the embedded broker: one unref'd timer, a short history first so that the first page
// has something to show. After a pause of the process (a laptop that slept) the cluster slept too.
import type { MemoryBroker } from "../broker/memory.ts";
import type { Outgoing } from "./outgoing.ts";
import { createSimulation } from "./simulation.ts";

/** What the demo needs of the embedded broker: the worker side. */
export type DemoBroker = Pick<MemoryBroker, "publishEvent" | "reply" | "onControl" | "push" | "pop" | "ack">;

export interface DemoOptions {
  readonly seed: number;
  /** Epoch ms. */
  readonly now?: () => number;
  /** Calls `run` again and again; returns the way to end it. */
  readonly setTimer?: (run: () => void, everyMs: number) => () => void;
  /** 1: about 25 events/s; thousands of events/s from 100 on. */
  readonly rate?: number;
  /** How much past is told at the start, within a second. */
  readonly historySeconds?: number;
}

const TICK_MS = 100;
const HISTORY_SECONDS = 180;
/** Most simulated time that one tick may take, so that the past is told without blocking the process. */
const SLICE_MS = 30_000;
/** A longer gap than this between two ticks is not caught up with. */
const MAX_GAP_MS = 60_000;

export function startDemo(broker: DemoBroker, options: DemoOptions): { stop(): void } {
  const now = options.now ?? Date.now;
  const historyMs = (options.historySeconds ?? HISTORY_SECONDS) * 1000;
  const simulation = createSimulation({
    seed: options.seed,
    startAt: now() - historyMs,
    rate: options.rate ?? 1,
  });
  const listening = new Map<string, () => void>();
  let lastTickAt = now();

  const listen = (hostname: string): void => {
    const control = (envelope: Uint8Array): void => simulation.control(hostname, envelope);
    listening.set(hostname, broker.onControl(control));
  };
  const carryOut = (todo: Outgoing): void => {
    switch (todo.kind) {
      case "event":
        broker.publishEvent(todo.routingKey, todo.envelope);
        return;
      case "reply":
        broker.reply(todo.routingKey, todo.envelope);
        return;
      case "push":
        broker.push(todo.queue, todo.envelope);
        return;
      case "pop":
        broker.pop(todo.queue);
        return;
      case "ack":
        broker.ack(todo.queue);
        return;
      case "listen":
        listen(todo.hostname);
        return;
      case "deafen":
        listening.get(todo.hostname)?.();
        listening.delete(todo.hostname);
    }
  };
  const tick = (): void => {
    const at = now();
    if (at - lastTickAt > MAX_GAP_MS) simulation.skip(at - lastTickAt);
    lastTickAt = at;
    for (const todo of simulation.advance(Math.min(at, simulation.now + SLICE_MS))) carryOut(todo);
  };

  const stopTimer = (options.setTimer ?? unrefInterval)(tick, TICK_MS);
  return {
    stop() {
      stopTimer();
      for (const unsubscribe of listening.values()) unsubscribe();
      listening.clear();
    },
  };
}

function unrefInterval(run: () => void, everyMs: number): () => void {
  const timer = setInterval(run, everyMs);
  timer.unref();
  return () => clearInterval(timer);
}
