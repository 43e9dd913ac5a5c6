// Counts what waits by task name.
import { WAITING_GROUPS, type WaitingGroup, type WaitingMessage } from "./waiting-view.ts";

/** Most frequent first; bounded. */
export function groupWaiting(
  messages: readonly WaitingMessage[],
  now: number,
): {
  groups: readonly WaitingGroup[];
  names: number;
} {
  const groups = new Map<string, { count: number; oldestAt: number | null; later: number }>();
  for (const { name, sentAt, eta } of messages) {
    const group = groups.get(name) ?? { count: 0, oldestAt: null, later: 0 };
    group.count += 1;
    if (sentAt !== null) group.oldestAt = Math.min(sentAt, group.oldestAt ?? sentAt);
    if (eta !== null && eta > now) group.later += 1;
    groups.set(name, group);
  }
  const sorted = [...groups]
    .map(([key, group]) => ({ key, ...group }))
    .sort((a, b) => b.count - a.count || (a.key < b.key ? -1 : 1));
  return { groups: sorted.slice(0, WAITING_GROUPS), names: sorted.length };
}
