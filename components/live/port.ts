// What the live connection needs from whatever carries it: socket.io in the browser (socket-port.ts), a fake in tests.

import type { Snapshot, TopicDelta } from "#lib/live/view.ts";
import type { Result } from "#lib/result.ts";

export type PortState = "connecting" | "connected" | "reconnecting";

export interface LivePort {
  /** Starts connecting; reports every change of state and every delta until the returned function is called. */
  connect(listener: PortListener): () => void;
  /**
   * Asks for a topic. `answer` is called once: with its snapshot, a refusal, or `timeout`. Asking for
   * an open topic again gives a new snapshot.
   */
  open(topic: string, answer: (result: Result<Snapshot, "topic" | "limit" | "timeout">) => void): void;
  close(topic: string): void;
}

export interface PortListener {
  readonly onState: (state: PortState, error: string | null) => void;
  readonly onDelta: (delta: TopicDelta) => void;
}
