import { formatCount } from "#lib/format/number.ts";

export const charts = {
  nothingFinished: "Nothing finished in this range.",
  throughput: "Tasks per second",
  finished: (finished: number) => `${formatCount(finished)} finished`,
  failureRate: "Failure rate",
  runtime: "Runtime",
  depths: "Waiting in queues",
  noDepths: "No queues measured yet.",
  noEvents: ["No task events yet. Workers send them when started with ", "-E"],
} as const;
