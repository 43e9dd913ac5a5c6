"use client";
// Workers on a phone: what is wrong and how busy it is first, the rest in one line.
import { memo, type ReactNode } from "react";
import { workerPath } from "#lib/routes.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { Link } from "../../ui/link.tsx";
import { PickBox } from "../../ui/pick-box.tsx";
import { Steps } from "../../ui/steps.tsx";
import { placeKey } from "../../ui/use-held-order.ts";
import { WorkerStatusBadge } from "../../ui/worker-status-badge.tsx";
import { workerCard as words } from "../../words/workers-list.ts";
import { poolText, QueueNames, Since, WorkerName, WorkerRemarks, WorkerSlots } from "../worker-cells.tsx";
import { WorkerMenu } from "../worker-menu.tsx";
import type { Picks } from "./picks.ts";

export interface WorkerCardsProps {
  readonly label: string;
  readonly workers: readonly WorkerRow[];
  readonly picks: Picks;
  readonly onPick: (key: string, range: boolean) => void;
}

export function WorkerCards(props: WorkerCardsProps) {
  const { picks, onPick } = props;
  return (
    <ul aria-label={props.label}>
      <Steps items={props.workers} more={(button) => <li className="px-4 py-2">{button}</li>}>
        {(worker, place) => (
          <WorkerCard
            key={placeKey(place, worker.key)}
            worker={worker}
            picked={picks.keys.has(worker.key)}
            onPick={onPick}
          />
        )}
      </Steps>
    </ul>
  );
}

interface WorkerCardProps extends Pick<WorkerCardsProps, "onPick"> {
  readonly worker: WorkerRow;
  readonly picked: boolean;
}

const WorkerCard = memo(function WorkerCard({ worker, picked, onPick }: WorkerCardProps): ReactNode {
  const facts = [
    worker.status === "online" ? words.donePerMinute(worker.donePerMinute) : "–/min",
    worker.processed === null ? null : words.processed(worker.processed),
    worker.loadavg?.[0] === undefined ? null : words.load(worker.loadavg[0].toFixed(1)),
    poolText(worker),
  ].filter((fact) => fact !== null);
  return (
    <li className="grid gap-1.5 border-line border-b px-4 py-2.5 last:border-b-0">
      <div className="flex min-w-0 items-center gap-2">
        <span className="-my-2 -ml-3">
          <PickBox of={worker.key} label={worker.key} picked={picked} onPick={onPick} />
        </span>
        <WorkerStatusBadge status={worker.status} iconOnly />
        <Link href={workerPath(worker.key)} className="min-w-0 flex-1 font-medium hover:underline">
          <WorkerName hostname={worker.key} />
        </Link>
        <WorkerMenu worker={worker} />
      </div>
      <div className="flex flex-wrap items-center gap-2 text-sm">
        <WorkerSlots worker={worker} max={24} />
        <Since worker={worker} />
        {worker.status === "online" && <WorkerRemarks worker={worker} />}
      </div>
      <div className="grid grid-cols-3 gap-x-3 text-ink-2 text-sm">
        {facts.map((fact) => (
          <span key={fact} className="truncate">
            {fact}
          </span>
        ))}
        {worker.failed > 0 && <span className="text-bad">{words.failed(worker.failed)}</span>}
      </div>
      <div className="text-ink-3 text-sm">
        <QueueNames queues={worker.queues} max={6} />
      </div>
    </li>
  );
});
