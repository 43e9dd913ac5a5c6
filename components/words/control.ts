export const acknowledgeButton = {
  undo: "Undo acknowledgement",
  acknowledge: "Acknowledge",
  title: "Acknowledge finding",
  note: "Note (optional)",
  noteHint: "It stays listed, below the others, until it ends or gets worse.",
  notePlaceholder: "What others should know",
} as const;

export const commandWords = {
  revoking: "Sending the revoke…",
  terminating: "Terminating…",
  settingRate: "Setting rate limit…",
  rateSet: "Rate limit set",
  settingLimits: "Setting time limits…",
  limitsSet: "Time limits set",
  growing: "Growing the pool…",
  grown: "Pool will grow",
  shrinking: "Shrinking the pool…",
  shrunk: "Pool will shrink",
  addingQueue: "Adding the queue…",
  queueAdded: "Queue added",
  stoppingConsumer: "Stopping the consumer…",
  consumerStopped: "No longer consuming",
  enablingEvents: "Enabling task events…",
  eventsEnabled: "Task events enabled",
  disablingEvents: "Disabling task events…",
  eventsDisabled: "Task events disabled",
  shuttingDown: "Shutting down…",
  shutDown: "Shutdown sent",
  pinging: "Pinging…",
  answered: "Answered",
  settingAutoscale: "Setting the autoscale range…",
  autoscaleSet: "Autoscale range set",
  restartingPool: "Restarting the pool…",
  poolRestarting: "Pool restart started",
  askingHeartbeat: "Asking for a heartbeat…",
  heartbeatSent: "Heartbeat sent",
  revokingByStamps: "Revoking by stamps…",
  revokedByStamps: "Revoke by stamps sent",
} as const;

export const findingCourse = {
  since: "since ",
  firstSeen: "first seen ",
  lastSeen: "last seen ",
  acknowledgedBy: (by: string) => `acknowledged by ${by} `,
  rising: "rising",
  falling: "falling",
  steady: "steady",
} as const;

export const outcomeText = {
  silence:
    "No answer does not mean offline: a solo pool cannot answer while it runs a task, and some workers have remote control switched off.",
  shutdownSilence:
    "Workers do not answer a shutdown; they finish what they are running, then show as offline.",
  unknownTaskMeans: "It may have finished already, or its worker is not connected.",
  unknownTask: (label: string) => `${label}: no worker knew the task`,
  allNames: (names: readonly string[], last: string) => `${names.slice(0, -1).join(", ")} and ${last}`,
  firstNames: (names: readonly string[], shown: number) =>
    `${names.slice(0, shown).join(", ")} and ${names.length - shown} more`,
  doneBy: (done: string, answered: number) => `${done}: ${answered} workers`,
  silentAll: (label: string, of: number) => `${label}: no answer from any of ${of} workers`,
  silentOne: (label: string) => `${label}: no answer`,
  refusedOne: (label: string) => `${label}: refused`,
  refusedBy: (label: string, failed: number, of: number) => `${label}: refused by ${failed} of ${of}`,
  agreed: (label: string, agreed: number, of: number) => `${label}: ${agreed} of ${of} agreed`,
  answered: (label: string, answered: number, of: number) => `${label}: answered by ${answered} of ${of}`,
  noAnswer: "no answer",
  otherAnswers: (rest: number) => `and ${rest} other answers`,
} as const;

export const sendCommand = {
  unreadable: "The command was sent, but its answer could not be read. A proxy may have changed it.",
} as const;

export const showOutcome = {
  notSent: (command: string) => `${command}: not sent`,
} as const;

export const forbidden = {
  readOnly: "Umbel runs in read only mode.",
} as const;
