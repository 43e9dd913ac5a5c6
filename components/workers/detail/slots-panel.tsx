"use client";
// What is each process doing, since when. A small pool has a line for each process, which stays where it is while
// tasks come and go; of a large one only the busy lines are shown.
import { type ReactNode, useEffect, useRef } from "react";
import { plural } from "#lib/format/number.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { useTaskDialog } from "../../control/use-task-dialog.tsx";
import { Card } from "../../ui/card.tsx";
import { Slots as SlotMarks } from "../../ui/slots.tsx";
import { Table, Th } from "../../ui/table.tsx";
import { idleCount, type Slots } from "./merge-slots.ts";
import { type Placement, placeSlots } from "./place-slots.ts";
import { BusyLine, IdleLine } from "./slot-lines.tsx";

const MAX_LINES = 64;
/** Up to this size idle processes have lines of their own. */
const SMALL_POOL = 16;
const MAX_PIDS = 24;

export interface SlotsPanelProps {
  readonly worker: WorkerRow;
  readonly slots: Slots;
}

export function SlotsPanel({ worker, slots }: SlotsPanelProps): ReactNode {
  const lost = worker.status === "lost";
  const small = worker.status === "online" && slots.total !== null && slots.total <= SMALL_POOL;
  const placement = usePlacement(slots, small ? (slots.total ?? 0) : 0);
  const lines = placement.filter((key) => small || key !== null).slice(0, MAX_LINES);
  const byKey = new Map(slots.busy.map((slot) => [slot.key, slot]));
  const { ask, dialog } = useTaskDialog({ worker: worker.key, runs: (uuid) => byKey.has(uuid) });
  return (
    <Card
      title="Processes"
      note={summary(worker, slots)}
      actions={<SlotMarks slots={slots.total} busy={slots.busy.length} lost={lost} max={32} />}
    >
      {lines.length > 0 && (
        <Table label="Running tasks" wrapperClassName="mt-1">
          <thead>
            <tr>
              <Th className="w-20">Process</Th>
              <Th fill>Task</Th>
              <Th className="w-[280px] max-lg:hidden">uuid</Th>
              <Th num className="w-28">
                {lost ? "Started" : "Running for"}
              </Th>
              <Th className="w-9">
                <span className="sr-only">Actions</span>
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
      <Rest {...{ worker, slots, small }} hidden={placement.length - lines.length} />
      {dialog}
    </Card>
  );
}

/** Remembers which task is on which line from one picture to the next. */
function usePlacement(slots: Slots, lines: number): Placement {
  const before = useRef<Placement>([]);
  const placement = placeSlots(before.current, slots.busy, lines);
  useEffect(() => {
    before.current = placement;
  });
  return placement;
}

/** What has no line of its own: the idle processes of a large pool, and what is not known. */
function Rest(props: SlotsPanelProps & { readonly small: boolean; readonly hidden: number }): ReactNode {
  const text = restText(props);
  if (text === null) return null;
  return <p className="border-line border-t px-4 py-2 text-ink-3 text-sm first:border-t-0">{text}</p>;
}

function restText(
  props: SlotsPanelProps & { readonly small: boolean; readonly hidden: number },
): string | null {
  const { worker, slots, small, hidden } = props;
  const more = !small && slots.busy.length > MAX_LINES ? `and ${hidden} more running. ` : "";
  if (worker.status !== "online") return `${more}The worker is gone, and its processes with it.`;
  const idle = idleCount(slots);
  if (idle === null) return `${more}How many processes it has is not yet known.`;
  if (small) return null;
  if (idle === 0) return `${more}No process is idle.`;
  // Which processes are idle is known only when it is known which ones the running tasks have.
  const placed = slots.busy.every(({ pid }) => pid !== null);
  const pids = placed ? slots.idlePids.slice(0, Math.min(idle, MAX_PIDS)).join(", ") : "";
  const text = `${plural(idle, "process", "processes")} idle${pids === "" ? "" : `: ${pids}`}`;
  return `${more}${text}${slots.idlePids.length > MAX_PIDS && placed ? " …" : ""}`;
}

function summary(worker: WorkerRow, slots: Slots): string {
  const total = slots.total === null ? "" : ` of ${slots.total}`;
  if (worker.status === "lost") return `${slots.busy.length}${total} were busy when it was lost`;
  if (worker.status === "offline") return "";
  const seen = worker.taskEvents === false ? ", as inspect tells (its events are off)" : "";
  return `${slots.busy.length}${total} busy${seen}`;
}
