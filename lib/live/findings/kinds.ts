// Every kind of finding there is, and what it means: the values of `kind` in /metrics, the API and the live topic.
// docs/findings.md lists them, checked by kinds.test.ts.

export const FINDING_KINDS = {
  "broker-away": "The broker cannot be reached.",
  "broker-trouble": "The broker is connected and cannot do its work, such as an alarm of RabbitMQ's.",
  "broker-notice": "What the broker's own settings or its other clients do that changes the picture.",
  dropped: "Messages came faster than they could be read and were dropped.",
  implausible: "Events told a time, a runtime or a count that cannot be.",
  malformed: "Messages could not be read.",
  restarted: "Umbel's engine ended unexpectedly and began anew.",
  faults: "Steps of Umbel's own failed and cost only themselves.",
  bound: "A bound was reached: what is shown is not all there is.",
  gap: "The broker was away within the last hour: events of that time were missed.",
  option: "Workers have a setting that differs from Umbel's and changes the picture.",
  "worker-lost": "A worker fell silent without saying goodbye.",
  "worker-twins": "Several processes have one worker's name.",
  "worker-events-off": "A worker runs tasks and its task events are off.",
  "worker-mute": "A worker has given no answer that can be read.",
  "clock-drift": "A worker's clock disagrees with Umbel's by more than 16 seconds.",
  "queue-unconsumed": "Messages wait in a queue that no worker consumes.",
  "queue-stuck": "Messages wait in a queue and none is taken.",
  "queue-growing": "A queue fills faster than it drains.",
  "queue-disobeyed": "A queue is paused and a worker consumes it.",
  "queue-paused": "A queue is paused.",
  "task-failures": "A task fails in a good part of its runs.",
} as const;

export type FindingKind = keyof typeof FINDING_KINDS;
// The keys of the table above; Object.keys() forgets their type.
export const FINDING_KIND_NAMES = Object.keys(FINDING_KINDS) as [FindingKind, ...FindingKind[]];
