"use client";
// What can be done to the ticked workers: one command to all of them, after one question that says who they are and what
// runs there.
import { Activity, Gauge, HeartPulse, PowerOff, Radio, RadioTower } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { CommandButton } from "../../control/command-button.tsx";
import type { RunningTask } from "../../control/confirmation.ts";
import { useForbidden } from "../../control/use-forbidden.ts";
import { Button } from "../../ui/button.tsx";
import { ofWorkers, shared as said } from "../../words/shared.ts";
import { pickedBar as words } from "../../words/workers-list.ts";
import { PickedRateDialog } from "./picked-rate-dialog.tsx";
import { MAX_PICKED } from "./picks.ts";

export interface PickedBarProps {
  readonly workers: readonly WorkerRow[];
  readonly onClear: () => void;
}

export function PickedBar({ workers, onClear }: PickedBarProps): ReactNode {
  const [limiting, setLimiting] = useState(false);
  const forbidden = useForbidden("rate_limit");
  const there = workers.filter((worker) => worker.status !== "offline");
  const disabledReason = there.length === 0 ? words.allOffline : null;
  const destination = there.map((worker) => worker.key);
  const running = runningOn(there);
  const shared = { destination, disabledReason };
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <section
      aria-label={words.title}
      className="sticky bottom-0 flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-b-lg border-line border-t bg-raised px-3 py-2 max-md:bottom-16"
    >
      <b className="font-semibold">{said.selected(workers.length)}</b>
      <span className="text-ink-3">{busyText(running, workers.length - there.length)}</span>
      {workers.length >= MAX_PICKED && <span className="text-ink-3">{words.most}</span>}
      <button type="button" onClick={onClear} className="rounded-sm text-accent hover:underline">
        {said.clear}
      </button>
      <span className="flex-1" />
      <CommandButton {...shared} command="ping" icon={<Activity {...icon} />} />
      <CommandButton
        {...shared}
        command="heartbeat"
        label={words.heartbeat}
        icon={<HeartPulse {...icon} />}
      />
      <CommandButton
        {...shared}
        command="enable_events"
        label={ofWorkers.enableEvents}
        icon={<RadioTower {...icon} />}
      />
      <CommandButton
        {...shared}
        command="disable_events"
        label={ofWorkers.disableEvents}
        icon={<Radio {...icon} />}
      />
      <Button reason={forbidden ?? disabledReason} onClick={() => setLimiting(true)}>
        <Gauge {...icon} />
        {words.rateLimit}
      </Button>
      <CommandButton {...shared} command="shutdown" running={running} icon={<PowerOff {...icon} />} />
      {limiting && <PickedRateDialog destination={destination} onClose={() => setLimiting(false)} />}
    </section>
  );
}

/** null when one of them cannot be seen into: its tasks are not told. */
function runningOn(workers: readonly WorkerRow[]): readonly RunningTask[] | null {
  if (workers.some((worker) => worker.taskEvents === false)) return null;
  return workers.flatMap((worker) => worker.running);
}

function busyText(running: readonly RunningTask[] | null, offline: number): string {
  const tasks = running === null ? words.runningUnknown : words.running(running.length);
  return offline === 0 ? tasks : words.andOffline(tasks, offline);
}
