"use client";
// How the pool's size is set: by hand, by a range, or anew. What a pool cannot do is off and says why.
import { RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { StatsInfo, WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { AutoscaleForm } from "../../control/autoscale-form.tsx";
import type { RunningTask } from "../../control/confirmation.ts";
import { POOL_RESTART_DIALOG } from "../../control/dialogs.ts";
import { PoolForm } from "../../control/pool-form.tsx";
import { useForbidden } from "../../control/use-forbidden.ts";
import { Button } from "../../ui/button.tsx";
import { usePart } from "../../ui/part.ts";
import { useEver } from "../../ui/use-ever.ts";
import { ofWorker, poolActions as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";
import { fixedSize, noAutoscaler, noRestart } from "./pool-reasons.ts";

export interface PoolActionsProps {
  readonly stats: StatsInfo;
  readonly inspection: WorkerInspection | null;
  readonly worker: WorkerRow;
}

export function PoolActions({ stats, inspection, worker }: PoolActionsProps): ReactNode {
  const away = unreachable(worker);
  const destination = [worker.key];
  return (
    <div className="grid content-start gap-4 px-4 py-2.5">
      <section className="grid gap-2">
        <h3 className="font-medium">{words.size}</h3>
        <PoolForm destination={destination} slots={stats.slots} disabledReason={away ?? fixedSize(stats)} />
        <p className="max-w-[56ch] text-ink-3 text-sm">{words.shrinking}</p>
      </section>
      <section className="grid gap-2">
        <h3 className="font-medium">{ofWorker.autoscale}</h3>
        <AutoscaleForm
          destination={destination}
          range={stats.autoscale}
          disabledReason={away ?? noAutoscaler(stats)}
        />
      </section>
      <section className="grid justify-items-start gap-2">
        <h3 className="font-medium">{words.restart}</h3>
        <Restart
          destination={destination}
          running={worker.taskEvents === false ? null : worker.running}
          disabledReason={away ?? noRestart(inspection?.conf?.value ?? null)}
        />
      </section>
    </div>
  );
}

function Restart(props: {
  readonly destination: readonly string[];
  readonly running: readonly RunningTask[] | null;
  readonly disabledReason: string | null;
}): ReactNode {
  const { destination, running, disabledReason } = props;
  const [asking, setAsking] = useState(false);
  const forbidden = useForbidden("pool_restart");
  const Dialog = usePart(POOL_RESTART_DIALOG, useEver(asking));
  return (
    <>
      <Button variant="danger" reason={forbidden ?? disabledReason} onClick={() => setAsking(true)}>
        <RotateCcw size={14} aria-hidden />
        {words.restartPool}
      </Button>
      {Dialog !== null && (
        <Dialog open={asking} onOpenChange={setAsking} destination={destination} running={running} />
      )}
    </>
  );
}
