// The embedded broker as its workers see it: what the demo needs of it.
import type { MemoryBroker } from "./memory.ts";

export type WorkerSide = Pick<
  MemoryBroker,
  "publishEvent" | "reply" | "onControl" | "onPurged" | "onTask" | "push" | "pop" | "ack"
>;
