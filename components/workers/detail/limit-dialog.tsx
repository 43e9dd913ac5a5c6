"use client";
// Changes a rate or time limit of one task, on this worker or on every worker.
import { type ReactNode, useState } from "react";
import { RateLimitForm } from "../../control/rate-limit-form.tsx";
import { TimeLimitForm } from "../../control/time-limit-form.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Segmented } from "../../ui/segmented.tsx";

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
  { value: "this", label: "This worker" },
  { value: "all", label: "Every worker" },
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
      title={kind === "rate" ? "Rate limit" : "Time limits"}
      description={taskName}
      width="sm"
    >
      <div className="grid gap-3">
        <Segmented<Scope>
          label="Where"
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
        <p className="text-ink-3 text-sm">
          It lasts until the worker restarts. After that, the limit set in the application's code applies
          again.
        </p>
      </div>
    </Dialog>
  );
}
