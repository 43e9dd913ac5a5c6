"use client";
// What is each process doing, since when. A task stays on its line, and there are as many lines from the start as the pool
// has processes: nothing moves under the pointer. A large pool's lines scroll in a room of their own.
import { type ReactNode, useEffect, useRef } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { useTaskDialog } from "../../control/use-task-dialog.tsx";
import { Card } from "../../ui/card.tsx";
import { Slots as SlotMarks } from "../../ui/slots.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { heads, ofTasks, ofWorkers } from "../../words/shared.ts";
import { ofWorker, slotsPanel as words } from "../../words/workers-detail.ts";
import { idleCount, type Slots } from "./merge-slots.ts";
import { type Placement, placeSlots } from "./place-slots.ts";
import { BusyLine, IdleLine } from "./slot-lines.tsx";

const MAX_LINES = 64;
/** So many lines have room; more of them scroll. */
const ROOM = 8;
const MAX_PIDS = 24;

export interface SlotsPanelProps {
  readonly worker: WorkerRow;
  readonly slots: Slots;
}

export function SlotsPanel({ worker, slots }: SlotsPanelProps): ReactNode {
  const lost = worker.status === "lost";
  const placement = usePlacement(slots);
  // A task may be told before the end of the one before it: no line comes for it only to go at once.
  const lines = placement.slice(0, Math.min(slots.total || MAX_LINES, MAX_LINES));
  const byKey = new Map(slots.busy.map((slot) => [slot.key, slot]));
  const { ask, dialog } = useTaskDialog({ worker: worker.key, runs: (uuid) => byKey.has(uuid) });
  return (
    <Card
      title={ofWorkers.processes}
      note={summary(worker, slots)}
      actions={<SlotMarks slots={slots.total} busy={slots.busy.length} lost={lost} max={32} />}
    >
      {lines.length > 0 && (
        <Table
          label={words.tableTitle}
          wrapperClassName="mt-1 max-h-[304px] rounded-b-none"
          className="table-fixed"
        >
          <thead>
            <tr>
              <Th className="w-20">{ofWorker.process}</Th>
              <Th>{heads.task}</Th>
              <Th className="w-[290px] max-lg:hidden">{words.uuid}</Th>
              <Th num className="w-28">
                {lost ? heads.started : ofTasks.runningFor}
              </Th>
              <Th className="w-14">
                <span className="sr-only">{heads.actions}</span>
              </Th>
            </tr>
          </thead>
          <tbody>
            {lines.map((key, line) => {
              const slot = key === null ? undefined : byKey.get(key);
              // A line is its place: its task may change without the line moving.
              const place = `${line}`;
              return slot?.task ? (
                <BusyLine
                  key={place}
                  pid={slot.pid}
                  task={slot.task}
                  worker={worker}
                  onTerminate={(task) => ask("terminate", task)}
                />
              ) : (
                <IdleLine key={place} />
              );
            })}
          </tbody>
        </Table>
      )}
      <p className="truncate border-line border-t px-4 py-2 text-ink-3 text-sm first:border-t-0">
        {restText({ worker, slots }, placement.length - lines.length)}
      </p>
      {dialog}
    </Card>
  );
}

/** Remembers which task is on which line from one picture to the next. */
function usePlacement(slots: Slots): Placement {
  const before = useRef<Placement>([]);
  const placement = placeSlots(before.current, slots.busy, Math.min(slots.total ?? 0, ROOM));
  useEffect(() => {
    before.current = placement;
  });
  return placement;
}

/** What has no line of its own, in words. */
function restText({ worker, slots }: SlotsPanelProps, hidden: number): string {
  const more = hidden > 0 ? words.andMore(hidden) : "";
  if (worker.status !== "online") return words.gone(more);
  const idle = idleCount(slots);
  if (idle === null) return words.unknown(more);
  if (idle === 0) return words.allBusy(more);
  // Which processes are idle is known only when it is known which ones the running tasks have.
  const placed = slots.busy.every(({ pid }) => pid !== null);
  const pids = placed ? slots.idlePids.slice(0, Math.min(idle, MAX_PIDS)).join(", ") : "";
  const text = words.idle(idle, pids);
  return `${more}${text}${slots.idlePids.length > MAX_PIDS && placed ? " …" : ""}`;
}

function summary(worker: WorkerRow, slots: Slots): string {
  const total = slots.total === null ? "" : words.of(slots.total);
  if (worker.status === "lost") return words.lostBusy(slots.busy.length, total);
  if (worker.status === "offline") return "";
  const seen = worker.taskEvents === false ? words.byInspect : "";
  return words.busy(slots.busy.length, total, seen);
}
