// What was dropped unread, by kind, from the broker's reader and the engine's own backlog.
import type { ReadingFigures } from "../broker/port.ts";

type ByKind = ReadingFigures["dropped"];
export const NOTHING_READ: ReadingFigures = {
  messages: 0,
  bytes: 0,
  dropped: { task: 0, worker: 0, reply: 0 },
};

export function addUp(a: ByKind, b: ByKind): ByKind {
  return { task: a.task + b.task, worker: a.worker + b.worker, reply: a.reply + b.reply };
}
