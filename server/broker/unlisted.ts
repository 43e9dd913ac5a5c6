// Says that a broker has more queues than Umbel lists.
import type { BrokerNotice } from "#lib/live/views.ts";

/** Empty when all were listed. `count`: at least so many were not. */
export function unlistedNotice(count: number): readonly BrokerNotice[] {
  if (count === 0) return [];
  return [
    {
      key: "queues-unlisted",
      level: "warn",
      subject: "Not every queue is listed",
      text: `: the broker has at least ${count} more than Umbel takes in at once. Those are only known once a worker or a task names them`,
    },
  ];
}
