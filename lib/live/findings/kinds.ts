// Every kind of finding there is, and what it means: the values of `kind` in /metrics, the API and the live topic.
// docs/findings.md lists them, checked by kinds.test.ts.

export const FINDING_KINDS = {
  "broker-away": "The broker cannot be reached.",
  "broker-trouble": "The broker is connected and cannot do its work, such as an alarm of RabbitMQ's.",
  "broker-notice": "What the broker's own settings or its other clients do that changes the picture.",
  dropped: "Messages came faster than they could be read and were dropped.",
  implausible: "Events carried an impossible time, runtime or count.",
  malformed: "Messages could not be read.",
  restarted: "Umbel's engine stopped unexpectedly and was restarted.",
  faults: "Internal steps of Umbel failed; the rest went on.",
  bound: "A limit was reached: not everything is shown.",
  gap: "The broker was away within the last hour: events of that time were missed.",
  option: "Workers have a setting that differs from Umbel's and changes the picture.",
  "worker-lost": "A worker fell silent without a clean shutdown.",
  "worker-twins": "Several processes share one worker name.",
  "worker-events-off": "A worker runs tasks, but its task events are off.",
  "worker-mute": "A worker has sent no answer that can be read.",
  "clock-drift": "A worker's clock differs from Umbel's by more than 16 seconds.",
  "queue-unconsumed": "Messages wait in a queue without consumers.",
  "queue-stuck": "Messages wait in a queue, but none is taken.",
  "queue-growing": "A queue fills faster than it drains.",
  "queue-disobeyed": "A queue is paused, but a worker consumes it.",
  "queue-paused": "A queue is paused.",
  "task-failures": "A task fails in a large share of its runs.",
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;
// The keys of the table above; Object.keys() forgets their type.
export const FINDING_KIND_NAMES = Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]];
