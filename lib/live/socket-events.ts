// What crosses the live socket, typed for both ends. The path is Umbel's own: Next ends upgrades on paths it believes
// to be pages.
import type { Result } from "../result.ts";
import type { Snapshot, TopicDelta } from "./view.ts";

export const SOCKET_PATH = "/live";
/** How many topics one socket may watch at a time. */
export const MAX_OPEN_TOPICS = 32;
/** A delta with this seq follows nothing: something was missed (a slow line, a restarted engine), take a new snapshot. */
export const RESYNC_SEQ = Number.MAX_SAFE_INTEGER;

/** `topic`: no such topic, or not for this user. `limit`: too many open, or too many questions at once. */
export type OpenAnswer = Result<Snapshot, "topic" | "limit">;

export interface ClientEvents {
  /** Deltas follow the answer's seq without a gap; opening an open topic again gives a new snapshot. */
  open: (topic: string, answer: (result: OpenAnswer) => void) => void;
  close: (topic: string) => void;
}
export interface ServerEvents {
  delta: (delta: TopicDelta) => void;
  /** Something was written to the audit log. What, is told over HTTP to those who may read it. */
  audit: () => void;
}
