"use client";
// One rate limit for one task name, on the ticked workers.
import { type ReactNode, useState } from "react";
import { nameList } from "../../control/outcome-text.ts";
import { RateLimitForm } from "../../control/rate-limit-form.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Field, Input } from "../../ui/input.tsx";
import { heads } from "../../words/shared.ts";
import { pickedRateDialog as words } from "../../words/workers-list.ts";

export interface PickedRateDialogProps {
  readonly destination: readonly string[];
  readonly onClose: () => void;
}

export function PickedRateDialog({ destination, onClose }: PickedRateDialogProps): ReactNode {
  const [taskName, setTaskName] = useState("");
  return (
    <Dialog
      open
      onOpenChange={(open) => !open && onClose()}
      title={words.title(destination.length)}
      description={nameList(destination)}
      width="sm"
    >
      <div className="grid gap-3">
        <Field label={heads.taskName} hint={words.taskHint}>
          {(field) => (
            <Input
              {...field}
              value={taskName}
              autoComplete="off"
              spellCheck={false}
              placeholder={words.taskPlaceholder}
              onChange={(event) => setTaskName(event.target.value)}
            />
          )}
        </Field>
        <RateLimitForm
          taskName={taskName.trim()}
          destination={destination}
          current={undefined}
          onSent={onClose}
          onCancel={onClose}
        />
        <p className="text-ink-3 text-sm">{words.lasts}</p>
      </div>
    </Dialog>
  );
}
