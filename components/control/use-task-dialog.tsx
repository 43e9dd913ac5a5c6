"use client";
// Terminate or revoke from a list: one dialog for all rows, which stays while the row it was asked from goes.
import { type ReactNode, useState } from "react";
import { usePart } from "../ui/part.ts";
import type { RunningTask } from "./confirmation.ts";
import { REVOKE_DIALOG, TERMINATE_DIALOG } from "./dialogs.ts";

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
  const Revoke = usePart(REVOKE_DIALOG, asked?.command === "revoke");
  const Terminate = usePart(TERMINATE_DIALOG, asked?.command === "terminate");
  if (asked === null) return { ask, dialog: null };
  const { uuid, name, startedAt = null } = asked.task;
  const shared = { open: true, onOpenChange, uuid, name };
  const dialog =
    asked.command === "revoke"
      ? Revoke !== null && <Revoke {...shared} />
      : Terminate !== null && (
          <Terminate {...shared} worker={worker} startedAt={startedAt} ended={!runs(uuid)} />
        );
  return { ask, dialog };
}
