"use client";
// Keeps a task from running; asks first, because Celery cannot take a revoke back.
import type { ReactNode } from "react";
import { ConfirmCommand } from "./confirm-command.tsx";
import type { CommandResult } from "./send-command.ts";

export interface RevokeDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly uuid: string;
  readonly name: string | null;
  readonly onSent?: (result: CommandResult) => void;
}

/** Goes to every worker: whichever receives the task must know. */
export function RevokeDialog({ uuid, name, ...rest }: RevokeDialogProps): ReactNode {
  return (
    <ConfirmCommand
      {...rest}
      command="revoke"
      args={{ task_id: uuid }}
      destination={null}
      running={[{ uuid, name }]}
    />
  );
}
