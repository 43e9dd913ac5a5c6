// How much waits at each priority. On Redis the lowest number runs first.
import type { ReactNode } from "react";
import { formatCount } from "#lib/format/number.ts";
import type { PriorityDepth } from "#lib/queues/queue.ts";
import { Card } from "../../ui/card.tsx";
import { prioritiesCard as words } from "../../words/queues.ts";
import { ofQueues } from "../../words/shared.ts";

export function PrioritiesCard({ priorities }: { readonly priorities: readonly PriorityDepth[] }): ReactNode {
  const most = Math.max(1, ...priorities.map(({ depth }) => depth));
  return (
    <Card title={ofQueues.priorities} note={words.order} bodyClassName="px-4 pt-1 pb-3">
      <ul className="grid gap-1.5" aria-label={words.chartTitle}>
        {priorities.map(({ priority, depth }) => (
          <li key={priority} className="grid grid-cols-[24px_minmax(0,1fr)_64px] items-center gap-3">
            <span className="text-ink-3">
              <span className="sr-only">{words.priority}</span>
              {priority}
            </span>
            <span aria-hidden className="h-2 overflow-hidden rounded-full bg-sunken">
              <i
                className="block h-full rounded-full bg-started"
                style={{ width: `${(depth / most) * 100}%`, minWidth: depth > 0 ? 3 : 0 }}
              />
            </span>
            <span className={depth === 0 ? "text-right text-ink-3" : "text-right"}>{formatCount(depth)}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
