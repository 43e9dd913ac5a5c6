"use client";
// Changes a rate or time limit of one task, on this worker or on every worker.
import { type ReactNode, useState } from "react";
import { RateLimitForm } from "../../control/rate-limit-form.tsx";
import { TimeLimitForm } from "../../control/time-limit-form.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";
import { ofWorkers } from "../../words/shared.ts";
import { ofWorker } from "../../words/workers-detail.ts";
import { limitDialog as words } from "../../words/workers-detail-parts.ts";

export type LimitKind = "rate" | "time";

export interface LimitDialogProps {
  readonly kind: LimitKind;
  readonly taskName: string;
  readonly hostname: string;
  /** The rate limit now; null is unlimited, undefined not known. */
  readonly current: string | null | undefined;
  readonly fallback: string | null;
  readonly onClose: () => void;
}

const SCOPES = [
  { value: "this", label: ofWorker.itself },
  { value: "all", label: ofWorkers.every },
] as const;
type Scope = (typeof SCOPES)[number]["value"];

export function LimitDialog(props: LimitDialogProps): ReactNode {
  const { kind, taskName, hostname, current, fallback, onClose } = props;
  const [scope, setScope] = useState<Scope>("this");
  const destination = scope === "this" ? [hostname] : null;
  const shared = { taskName, destination, onSent: onClose, onCancel: onClose };
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={kind === "rate" ? ofWorkers.rateLimit : ofWorker.timeLimits}
      description={taskName}
      width="sm"
    >
      <div className="grid gap-3">
        <Segmented<Scope>
          label={words.where}
          value={scope}
          onValueChange={setScope}
          items={SCOPES}
          className="w-max"
        />
        {kind === "rate" ? (
          <RateLimitForm {...shared} current={current} />
        ) : (
          <TimeLimitForm {...shared} fallback={fallback} />
        )}
        <p className="text-ink-3 text-sm">{words.lasts}</p>
      </div>
    </Dialog>
  );
}
