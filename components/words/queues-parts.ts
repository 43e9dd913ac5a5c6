// What the pages of queues say, and what is said when one is paused, resumed or purged, in parts that are loaded when they are opened.
import { plural } from "#lib/format/number.ts";

export const queueCharts = {
  noDepths: "Not measured in this range.",
  rates: "In and out per second",
  noRates: "Not known: needs task events, or a broker that measures it.",
  noWaits: "No task from this queue has started in this range.",
} as const;

export const queueDialogs = {
  pauseTitle: (key: string) => `Pause ${key}?`,
  pauseUnconsumed: "It has no consumers now. If a worker starts to consume it, Umbel says so.",
  pauseConsumed: (consumers: number) =>
    consumers === 1
      ? "The worker that consumes it stops taking messages from it. What it has already taken still runs."
      : `All ${plural(consumers, "worker")} that consume it stop taking messages from it. What they have already taken still runs.`,
  pauseMessages: "Messages still come in and wait.",
  pauseUndo:
    "Resume: Umbel remembers who consumed it. A worker that restarts consumes the queue again by itself; Umbel says so when that happens.",
  purgeTitle: (key: string) => `Purge ${key}?`,
  purgeUnknown: "All its messages are removed. How many there are is not known.",
  purgeEmpty: "It is empty now; messages that arrive before then are removed.",
  purgeAll: (depth: number) =>
    `${plural(depth, "message")} wait${depth === 1 ? "s" : ""} in it now. All of them are removed and will never run.`,
  purgeInFlight: "Amazon SQS also removes what workers have in flight",
  purgeTaken: "What workers have already taken is not touched",
  purgeInFlightMeans: " Those tasks keep running, but none is delivered again if its worker dies.",
  purgeUndo: "Not possible. The tasks can only be sent again by their sender.",
} as const;
