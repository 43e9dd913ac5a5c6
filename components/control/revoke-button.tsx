"use client";
// Keeps a task from running. It asks first, because Celery cannot take a revoke back.
import { Ban } from "lucide-react";
import type { ReactNode } from "react";
import type { ButtonSize, ButtonVariant } from "../ui/button.tsx";
import { CommandButton } from "./command-button.tsx";
import type { CommandResult } from "./send-command.ts";

export interface RevokeButtonProps {
  readonly uuid: string;
  readonly name: string | null;
  readonly size?: ButtonSize;
  readonly variant?: ButtonVariant;
  readonly disabledReason?: string | null;
  /** Other words than the command's own: that it was sent already. */
  readonly label?: string;
  readonly onSent?: (result: CommandResult) => void;
}

/** Goes to every worker: whichever receives the task must know. */
export function RevokeButton({ uuid, name, ...rest }: RevokeButtonProps): ReactNode {
  return (
    <CommandButton
      {...rest}
      command="revoke"
      args={{ task_id: uuid }}
      destination={null}
      running={[{ uuid, name }]}
      icon={<Ban size={14} aria-hidden />}
    />
  );
}
