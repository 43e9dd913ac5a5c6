"use client";
// Restarts a pool: says what that means, lets modules be imported or reloaded before, asks for a reason.
import { type ReactNode, useState } from "react";
import { Field, Input } from "../ui/input.tsx";
import { poolRestartDialog as words } from "../words/control-parts.ts";
import { CheckBox } from "./check-box.tsx";
import { ConfirmCommand } from "./confirm-command.tsx";
import type { RunningTask } from "./confirmation.ts";
import { useArgErrors } from "./use-arg-errors.ts";

export interface PoolRestartDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly destination: readonly string[];
  readonly running: readonly RunningTask[] | null;
}

export function PoolRestartDialog(props: PoolRestartDialogProps): ReactNode {
  const [text, setText] = useState("");
  const [reload, setReload] = useState(false);
  const modules = text.split(/[\s,]+/).filter((word) => word !== "");
  const args = { modules, reload };
  const errors = useArgErrors("pool_restart", args);
  return (
    <ConfirmCommand {...props} command="pool_restart" args={args}>
      <Field label={words.modules} error={errors.modules ?? null}>
        {(field) => (
          <Input
            {...field}
            value={text}
            placeholder={words.modulesPlaceholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
          />
        )}
      </Field>
      <CheckBox checked={reload} onChange={setReload}>
        {words.reload}
      </CheckBox>
    </ConfirmCommand>
  );
}
