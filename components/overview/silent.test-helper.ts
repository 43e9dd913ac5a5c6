// Tests only: the overview of a cluster of which nothing has been heard.
import type { OverviewView } from "#lib/live/views.ts";

export const SILENT: OverviewView = {
  info: {
    range: "15m",
    bucketSeconds: 5,
    watchedSince: null,
    finishedPerSecond: 0,
    failedShare: null,
    failedShareBefore: null,
    runtimeP95Ms: null,
    waitP95Ms: null,
    oldestWait: null,
    slots: null,
    busy: null,
    queuesTotal: 0,
    workersTotal: 0,
    sawTaskEvents: false,
  },
  lists: { findings: [], ended: [], points: [], queues: [], workers: [], names: [], failing: [] },
};
