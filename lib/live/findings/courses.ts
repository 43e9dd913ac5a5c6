// How long each kind must hold to be a finding, and how long it must be gone to be none any more. What is told exactly (a
// queue that is paused, a broker that is away, a worker that fell silent) needs neither; what is measured needs both, so
// that what comes and goes is one finding. docs/findings.md says it in words, checked by kinds.test.ts.
import type { FindingKind } from "./kinds.ts";

export interface Course {
  /** It must hold for so long before it is a finding. */
  readonly settleMs: number;
  /** It must be gone for so long before it has ended. */
  readonly lingerMs: number;
  /** That it is found no more means that all is well again. */
  readonly recovers: boolean;
}

/** Told exactly: opened and closed in the second in which it is told. */
const TOLD: Course = { settleMs: 0, lingerMs: 0, recovers: true };
/** Counts what is lost for good: never mended, only over. */
const COUNTED: Course = { settleMs: 0, lingerMs: 0, recovers: false };
/** Its rule itself asks for a time before it is found. */
const MEASURED: Course = { settleMs: 0, lingerMs: 60_000, recovers: true };

export const COURSES: Readonly<Record<FindingKind, Course>> = {
  "broker-away": TOLD,
  "broker-trouble": TOLD,
  "broker-notice": TOLD,
  dropped: COUNTED,
  implausible: COUNTED,
  malformed: COUNTED,
  restarted: COUNTED,
  faults: COUNTED,
  bound: COUNTED,
  gap: COUNTED,
  // While a worker is started anew, what it told of itself is not there.
  option: { settleMs: 0, lingerMs: 30_000, recovers: true },
  // Without tasks it is news for ten minutes only: that it is listed no more does not mean that it is back.
  "worker-lost": { ...TOLD, recovers: false },
  "worker-twins": TOLD,
  "worker-events-off": TOLD,
  "worker-mute": TOLD,
  // A single heartbeat may be late by itself.
  "clock-drift": { settleMs: 10_000, lingerMs: 60_000, recovers: true },
  // At the start of a worker, or of Umbel, some have not yet told what they consume.
  "queue-unconsumed": { settleMs: 10_000, lingerMs: 60_000, recovers: true },
  "queue-stuck": MEASURED,
  "queue-growing": MEASURED,
  "queue-disobeyed": TOLD,
  "queue-paused": TOLD,
  "task-failures": { settleMs: 30_000, lingerMs: 180_000, recovers: true },
};
