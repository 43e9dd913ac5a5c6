"use client";
// Terminate or revoke from a list: one dialog for all rows, which stays while the row it was asked from goes.
import { type ReactNode, useState } from "react";
import type { RunningTask } from "./confirmation.ts";
import { RevokeDialog } from "./revoke-dialog.tsx";
import { TerminateDialog } from "./terminate-dialog.tsx";

export interface TaskDialogOptions {
  /** The worker that runs them: only it is asked to terminate. null asks every worker. */
  readonly worker: string | null;
  /** Whether the task is still running, as far as the list tells. */
  readonly runs: (uuid: string) => boolean;
}
export interface TaskDialog {
  readonly ask: (command: "terminate" | "revoke", task: RunningTask) => void;
  /** To be drawn outside of the rows, always. */
  readonly dialog: ReactNode;
}

export function useTaskDialog({ worker, runs }: TaskDialogOptions): TaskDialog {
  const [asked, setAsked] = useState<{ command: "terminate" | "revoke"; task: RunningTask } | null>(null);
  const onOpenChange = (open: boolean) => {
    if (!open) setAsked(null);
  };
  const ask: TaskDialog["ask"] = (command, task) => setAsked({ command, task });
  if (asked === null) return { ask, dialog: null };
  const { uuid, name, startedAt = null } = asked.task;
  const shared = { open: true, onOpenChange, uuid, name };
  return {
    ask,
    dialog:
      asked.command === "revoke" ? (
        <RevokeDialog {...shared} />
      ) : (
        <TerminateDialog {...shared} worker={worker} startedAt={startedAt} ended={!runs(uuid)} />
      ),
  };
}
