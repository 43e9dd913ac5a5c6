// What a test of the engine contract drives: an engine, and the other side of its broker.
import type { Engine } from "./port.ts";

export interface EngineHarness {
  readonly engine: Engine;
  publishEvent(envelope: Uint8Array): Promise<unknown>;
  /** The routing key of the engine's own mailbox is learnt from a request. */
  onControl(listener: (envelope: Uint8Array) => void): Promise<void>;
  reply(routingKey: string, envelope: Uint8Array): Promise<unknown>;
  enqueue(queue: string): Promise<unknown>;
  takeAway(): Promise<void>;
  bringBack(): Promise<void>;
  stop(): Promise<void>;
}
