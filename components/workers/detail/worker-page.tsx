"use client";
// The worker's page as drawn from data.
import type { ReactNode } from "react";
import type { WorkerInspection } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import type { RunningTask } from "../../control/confirmation.ts";
import { Page } from "../../ui/page.tsx";
import { mergeSlots, type Slots } from "./merge-slots.ts";
import { SlotsPanel } from "./slots-panel.tsx";
import { WorkerFigures } from "./worker-figures.tsx";
import { WorkerHead } from "./worker-head.tsx";
import { WorkerNotices } from "./worker-notices.tsx";
import { WorkerTabs, type WorkerTabsProps } from "./worker-tabs.tsx";

export type WorkerPageProps = Omit<WorkerTabsProps, "slots">;

export function WorkerPage(props: WorkerPageProps): ReactNode {
  const { worker, inspection, recent } = props;
  const slots = mergeSlots(worker, inspection, recent);
  return (
    <Page>
      <WorkerHead worker={worker} inspection={inspection} running={atStake(worker, inspection, slots)} />
      <WorkerNotices worker={worker} />
      <WorkerFigures worker={worker} inspection={inspection} slots={slots} />
      {(worker.status !== "offline" || slots.busy.length > 0) && <SlotsPanel worker={worker} slots={slots} />}
      <WorkerTabs {...props} slots={slots} />
    </Page>
  );
}

/** Running tasks; null when neither events nor inspect can tell. */
function atStake(
  worker: WorkerRow,
  inspection: WorkerInspection | null,
  slots: Slots,
): readonly RunningTask[] | null {
  const blind = worker.taskEvents !== true && (inspection?.active ?? null) === null;
  if (blind && slots.busy.length === 0) return null;
  return slots.busy.flatMap(({ task }) => (task === null ? [] : [task]));
}
