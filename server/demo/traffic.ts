// Who sends tasks: the web application at random moments with a day-like rhythm, and beat on its schedule.

import type { TaskSpec } from "./catalog/spec.ts";
import { CATALOG, UNREGISTERED } from "./catalog.ts";
import { sendNew, sendTask } from "./send.ts";
import { makeUnknownTask } from "./task.ts";
import type { World } from "./world.ts";

const CLIENTS = ["gen4182@web-1", "gen4190@web-1", "gen4201@web-1"] as const;
const BEAT = "gen61@beat-1";
const DAY_MS = 86_400_000;
const WAVE_MS = 7 * 60_000;

export function startTraffic(world: World): void {
  for (const spec of CATALOG.values()) {
    if (spec.perMinute > 0) planArrival(world, spec.perMinute, () => sendFromWeb(world, spec));
    if (spec.everySeconds !== undefined) planBeat(world, spec, spec.everySeconds * 1000);
  }
  planArrival(world, UNREGISTERED.perMinute, () => {
    const { name, queue } = UNREGISTERED;
    sendTask(world, makeUnknownTask(name, queue, world.random, "gen2219@legacy-cron"));
  });
}

export function sendFromWeb(world: World, spec: TaskSpec): void {
  sendNew(world, spec, { origin: world.random.pick(CLIENTS) });
}

/** Between 0.6 at night and 1.3 in the afternoon (UTC), with a ripple of minutes on top. */
export function rhythm(at: number): number {
  const day = Math.sin(2 * Math.PI * ((at % DAY_MS) / DAY_MS - 9 / 24));
  const ripple = Math.sin((2 * Math.PI * (at % WAVE_MS)) / WAVE_MS);
  return 0.95 + 0.25 * day + 0.1 * ripple;
}

function planArrival(world: World, perMinute: number, send: () => void): void {
  const meanMs = 60_000 / (perMinute * world.rate * rhythm(world.timeline.now));
  world.timeline.in(world.random.exponential(meanMs), () => {
    send();
    planArrival(world, perMinute, send);
  });
}

function planBeat(world: World, spec: TaskSpec, everyMs: number): void {
  const { now } = world.timeline;
  // Beat fires on round moments, as a crontab would.
  world.timeline.at(now - (now % everyMs) + everyMs, () => {
    sendNew(world, spec, { origin: BEAT });
    planBeat(world, spec, everyMs);
  });
}
