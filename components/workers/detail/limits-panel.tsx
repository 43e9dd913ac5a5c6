"use client";
// Per registered task: its rate limit now, and dialogs to change rate and time limits on this worker or on all.
import { Gauge, Timer } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { RegisteredInfo } from "#lib/workers/inspect.ts";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { Button } from "../../ui/button.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { More } from "../../ui/more.tsx";
import { createPart, usePart } from "../../ui/part.ts";
import { Table, Td, Th, Tr } from "../../ui/table.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { heads, ofWorkers, shared } from "../../words/shared.ts";
import { ofWorker, limitsPanel as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";
import type { LimitKind } from "./limit-dialog.tsx";
import { limitRows, rateText } from "./limits.ts";

const LIMIT_DIALOG = createPart(() => import("./limit-dialog.tsx").then(({ LimitDialog }) => LimitDialog));

export interface LimitsPanelProps {
  readonly registered: readonly RegisteredInfo[];
  readonly worker: WorkerRow;
  readonly find: string;
  /** The worker-wide time limits in words; null when not known. */
  readonly fallback: string | null;
}

const MAX_ROWS = 300;

export function LimitsPanel({ registered, worker, find, fallback }: LimitsPanelProps): ReactNode {
  const [editing, setEditing] = useState<{ readonly name: string; readonly kind: LimitKind } | null>(null);
  const LimitDialog = usePart(LIMIT_DIALOG, editing !== null);
  const rows = limitRows(registered, find);
  const away = unreachable(worker);
  const edited = registered.find(({ name }) => name === editing?.name) ?? null;
  if (rows.length === 0) {
    return (
      <EmptyState title={registered.length === 0 ? words.none : words.nothingFound}>
        {registered.length === 0 ? words.noneMeans : words.searched(registered.length)}
      </EmptyState>
    );
  }
  return (
    <>
      <Table label={ofWorker.limits}>
        <thead>
          <tr>
            <Th fill>{heads.task}</Th>
            <Th num>{ofWorkers.rateLimit}</Th>
            <Th unseen>{heads.actions}</Th>
          </tr>
        </thead>
        <tbody>
          {rows.slice(0, MAX_ROWS).map(({ name, rateLimit }) => (
            <Tr key={name}>
              <Td fill>
                <TaskName name={name} />
              </Td>
              <Td num>{rateText(rateLimit) ?? <span className="text-ink-3">{shared.unlimited}</span>}</Td>
              <Td className="py-0! text-right">
                <span className="inline-flex gap-1.5">
                  <Button size="sm" reason={away} onClick={() => setEditing({ name, kind: "rate" })}>
                    <Gauge size={13} aria-hidden />
                    {words.setRate[0]}
                    <span className="sr-only">{words.setRate[1](name)}</span>
                  </Button>
                  <Button size="sm" reason={away} onClick={() => setEditing({ name, kind: "time" })}>
                    <Timer size={13} aria-hidden />
                    {words.setTime[0]}
                    <span className="sr-only">{words.setTime[1](name)}</span>
                  </Button>
                </span>
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
      <More shown={MAX_ROWS} of={rows.length} />
      {editing !== null && LimitDialog !== null && (
        <LimitDialog
          kind={editing.kind}
          taskName={editing.name}
          hostname={worker.key}
          current={edited === null ? undefined : rateText(edited.rateLimit)}
          fallback={fallback}
          onClose={() => setEditing(null)}
        />
      )}
    </>
  );
}
