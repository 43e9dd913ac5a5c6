// What an engine tells of itself: how much came, waits, was lost or could not be read.
import type { ClusterModel } from "#lib/live/cluster-model.ts";
import type { Broker } from "../broker/port.ts";
import { addUp, NOTHING_READ } from "./dropped.ts";
import type { Faults } from "./faults.ts";
import type { Ingest } from "./ingest.ts";
import type { EngineFigures } from "./port.ts";

export interface Figured {
  readonly ingest: Ingest;
  readonly broker: Broker;
  readonly model: ClusterModel;
  readonly faults: Faults;
  readonly repliesUnmatched: number;
  readonly lagSeconds: EngineFigures["lagSeconds"];
  readonly eventLoopDelaySeconds: number;
}

export function engineFigures(told: Figured): EngineFigures {
  const { ingest, broker, model, faults } = told;
  const { backlog, malformed, batches } = ingest;
  const reading = broker.reading?.() ?? NOTHING_READ;
  const droppedByKind = addUp(backlog.dropped, reading.dropped);
  const { counts } = model;
  return {
    eventsReceived: counts.eventsApplied,
    backlogMessages:
      backlog.messages + Math.max(0, reading.messages - batches.messages) + (reading.waiting ?? 0),
    backlogBytes: backlog.bytes + Math.max(0, reading.bytes - batches.bytes),
    lagSeconds: told.lagSeconds,
    dropped: droppedByKind.task + droppedByKind.worker + droppedByKind.reply,
    droppedByKind,
    repliesUnmatched: told.repliesUnmatched,
    malformed: malformed.counts,
    malformedSamples: malformed.samples,
    noReader: malformed.noReader,
    faults: faults.counts,
    tasks: counts.tasks,
    evicted: counts.evicted,
    workers: counts.workers,
    bounds: model.bounds.counts(),
    eventLoopDelaySeconds: told.eventLoopDelaySeconds,
  };
}
