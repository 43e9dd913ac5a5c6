"use client";
// Stops a running task, after asking.
import { OctagonX } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button, type ButtonSize } from "../ui/button.tsx";
import { prefetch, usePart } from "../ui/part.ts";
import { useEver } from "../ui/use-ever.ts";
import { terminateButton as words } from "../words/control-parts.ts";
import { shared, verbs } from "../words/shared.ts";
import { TERMINATE_DIALOG } from "./dialogs.ts";
import type { CommandResult } from "./send-command.ts";
import type { TerminateDialogProps } from "./terminate-dialog.tsx";
import { useForbidden } from "./use-forbidden.ts";

export interface TerminateButtonProps extends Pick<TerminateDialogProps, "uuid" | "name" | "worker"> {
  readonly startedAt?: number | null;
  readonly size?: ButtonSize;
  /** It was sent already, and the task has not ended since. */
  readonly sent?: boolean;
  readonly disabledReason?: string | null;
  readonly onSent?: (result: CommandResult) => void;
}

export function TerminateButton(props: TerminateButtonProps): ReactNode {
  const { size, sent = false, disabledReason = null, ...task } = props;
  const [asking, setAsking] = useState(false);
  const Dialog = usePart(TERMINATE_DIALOG, useEver(asking));
  const forbidden = useForbidden("terminate");
  const label = words.titleOf(task.name ?? task.uuid);
  return (
    <>
      <Button
        variant={size === "icon" ? "quiet" : "danger"}
        {...(size && { size })}
        {...(size === "icon" && { "aria-label": label, title: verbs.terminate })}
        reason={forbidden ?? disabledReason}
        onPointerEnter={() => prefetch(TERMINATE_DIALOG)}
        onFocus={() => prefetch(TERMINATE_DIALOG)}
        onClick={() => setAsking(true)}
      >
        <OctagonX size={14} aria-hidden />
        {size !== "icon" && (sent ? shared.terminateSent : verbs.terminate)}
      </Button>
      {Dialog !== null && <Dialog {...task} open={asking} onOpenChange={setAsking} />}
    </>
  );
}
