// Small pieces of a worker that the list, its cards and the worker's page show alike.
import type { ReactNode } from "react";
import { busyProcesses } from "#lib/workers/busy.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { Badge } from "../ui/badge.tsx";
import { Break, Breaks } from "../ui/breaks.tsx";
import { Slots } from "../ui/slots.tsx";
import { Time } from "../ui/time.tsx";
import { ofWorkers, shared } from "../words/shared.ts";
import { workerCells as words } from "../words/workers-list.ts";
import { notableDrift } from "./worker-facts.ts";

/** `celery@` faint, the host in full ink: a list of workers differs in hosts. */
export function WorkerName({ hostname }: { readonly hostname: string }): ReactNode {
  const at = hostname.indexOf("@");
  return (
    <span className="[overflow-wrap:anywhere]">
      {at >= 0 && <span className="font-normal text-ink-3">{hostname.slice(0, at + 1)}</span>}
      {at >= 0 && <Break />}
      <Breaks text={hostname.slice(at + 1)} />
    </span>
  );
}

/** "lost 40 s ago", "offline 3 min ago"; nothing for an online worker. */
export function Since({ worker }: { readonly worker: WorkerRow }): ReactNode {
  if (worker.status === "online") return null;
  return (
    <span className={worker.status === "lost" ? "text-bad text-sm" : "text-ink-3 text-sm"}>
      {worker.status} <Time at={worker.since} />
    </span>
  );
}

/** What is out of the ordinary with a worker that is online. */
export function WorkerRemarks({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const drift = notableDrift(worker);
  return (
    <>
      {worker.taskEvents === false && (
        <Badge tone="warn" title={words.eventsOffTitle}>
          {ofWorkers.eventsOff}
        </Badge>
      )}
      {drift !== null && (
        <Badge tone="warn" title={words.clockTitle(drift)}>
          {words.clock(drift)}
        </Badge>
      )}
    </>
  );
}

export function WorkerSlots({
  worker,
  max,
}: {
  readonly worker: WorkerRow;
  readonly max: number;
}): ReactNode {
  if (worker.status === "offline") return <span className="text-ink-3">–</span>;
  return (
    <Slots slots={worker.slots} busy={busyProcesses(worker)} lost={worker.status === "lost"} max={max} />
  );
}

/** "prefork × 8"; Celery before 5.3 does not tell the kind of pool: "8 slots". */
export function poolText({ pool, slots }: Pick<WorkerRow, "pool" | "slots">): string | null {
  if (pool === null) return slots === null ? null : ofWorkers.slotCount(slots);
  return slots === null ? pool : `${pool} × ${slots}`;
}

/** The first queues by name and how many more. */
export function QueueNames({
  queues,
  max,
}: {
  readonly queues: readonly string[] | null;
  readonly max: number;
}) {
  if (queues === null) return <span className="text-ink-3 italic">{shared.notYetKnown}</span>;
  if (queues.length === 0) return <span className="text-warn">{shared.none}</span>;
  return (
    <span title={queues.join(", ")}>
      {queues.slice(0, max).join(", ")}
      {queues.length > max && <span className="text-ink-3"> +{queues.length - max}</span>}
    </span>
  );
}
