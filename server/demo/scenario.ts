// The story of the demo: a newsletter and a batch of statements that get ahead of their consumers, an hour's incident
// at somebody else's server, a worker that dies. Each comes soon after the start, and again every some minutes.

import { gatewayTimeout, storageSlow, webhookRefused } from "./catalog/failures.ts";
import { CATALOG } from "./catalog.ts";
import { MORTAL } from "./fleet.ts";
import { killWorker } from "./lifecycle.ts";
import { sendFromWeb } from "./traffic.ts";
import type { Incident, World } from "./world.ts";

const MINUTE = 60_000;
const INCIDENTS: readonly Incident[] = [
  { name: "billing.charge_card", share: 0.45, failure: gatewayTimeout(58, "charge_card") },
  { name: "webhooks.deliver", share: 0.6, failure: webhookRefused },
  { name: "images.fetch_original", share: 0.4, failure: storageSlow },
];
/** A wave grows with the rate, but never so far that it cannot drain before the next. */
const MAX_NEWSLETTERS = 40;

export function startScenario(world: World): void {
  repeat(world, 2.2 * MINUTE, 14 * MINUTE, () => {
    sendMany(world, "mail.send_newsletter", Math.min(MAX_NEWSLETTERS, Math.ceil(world.rate)), 400);
  });
  repeat(world, 7 * MINUTE, 17 * MINUTE, () => {
    sendMany(world, "reports.monthly_statement", Math.min(1_000, Math.ceil(40 * world.rate)), 60);
  });
  repeat(world, 4 * MINUTE, 22 * MINUTE, () => {
    const mortal = world.workers.find((worker) => worker.definition.hostname === MORTAL);
    if (mortal !== undefined) killWorker(world, mortal, world.random.between(80_000, 130_000));
  });
  let next = 0;
  repeat(world, 5 * MINUTE, 19 * MINUTE, () => {
    beginIncident(world, INCIDENTS[next % INCIDENTS.length] ?? null);
    next += 1;
  });
}

function beginIncident(world: World, incident: Incident | null): void {
  world.incident = incident;
  world.timeline.in(world.random.between(3, 5) * MINUTE, () => {
    world.incident = null;
  });
}

function sendMany(world: World, name: string, count: number, apartMs: number): void {
  const spec = CATALOG.get(name);
  if (spec === undefined) return;
  for (let index = 0; index < count; index += 1) {
    world.timeline.in((index * apartMs) / world.rate, () => sendFromWeb(world, spec));
  }
}

function repeat(world: World, firstMs: number, everyMs: number, run: () => void): void {
  world.timeline.in(firstMs, () => {
    run();
    repeat(world, everyMs * world.random.between(0.9, 1.1), everyMs, run);
  });
}
