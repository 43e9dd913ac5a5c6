"use client";
// Stops a running task: says what that means, lets the signal be chosen, asks for a reason.
import { type ReactNode, useState } from "react";
import { SIGNALS } from "#lib/control/command.ts";
import { Select } from "../ui/select.tsx";
import { terminateDialog as words } from "../words/control-parts.ts";
import { ofTasks } from "../words/shared.ts";
import { ConfirmCommand } from "./confirm-command.tsx";
import type { RunningTask } from "./confirmation.ts";
import type { CommandResult } from "./send-command.ts";

type SignalName = (typeof SIGNALS)[number];
const WHAT_IT_DOES: Record<SignalName, string> = {
  SIGTERM: words.SIGTERM,
  SIGKILL: words.SIGKILL,
  SIGINT: words.SIGINT,
  SIGQUIT: words.SIGQUIT,
  SIGHUP: words.SIGHUP,
  SIGUSR1: words.SIGUSR1,
};
const CHOICES = SIGNALS.map((value) => ({ value, label: value, hint: WHAT_IT_DOES[value] }));

export interface TerminateDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly uuid: string;
  readonly name: string | null;
  /** The worker that runs it: only it is asked. null asks every worker. */
  readonly worker: string | null;
  readonly startedAt?: number | null;
  /** It ended while the dialog was open. */
  readonly ended?: boolean;
  readonly onSent?: (result: CommandResult) => void;
}

export function TerminateDialog(props: TerminateDialogProps): ReactNode {
  const { open, onOpenChange, uuid, name, worker, startedAt = null, ended, onSent } = props;
  const [signal, setSignal] = useState<SignalName>("SIGTERM");
  const running: readonly RunningTask[] = [{ uuid, name, startedAt }];
  return (
    <ConfirmCommand
      open={open}
      onOpenChange={onOpenChange}
      command="terminate"
      args={{ task_id: uuid, signal }}
      destination={worker === null ? null : [worker]}
      running={running}
      {...(onSent && { onSent })}
    >
      {ended === true && (
        <p role="status" className="font-medium text-warn">
          {words.notRunning}
        </p>
      )}
      <div className="grid gap-1">
        <span className="text-ink-2 text-sm">{ofTasks.signal}</span>
        <Select
          label={ofTasks.signal}
          value={signal}
          onValueChange={setSignal}
          items={CHOICES}
          className="w-full"
        />
      </div>
    </ConfirmCommand>
  );
}
