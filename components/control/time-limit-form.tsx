"use client";
// Sets the soft and hard time limits of one task. Workers do not tell the present ones, so nothing is filled in.
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { timeLimitForm as words } from "../words/control-parts.ts";
import { shared } from "../words/shared.ts";
import { readSeconds } from "./read-number.ts";
import type { CommandResult } from "./send-command.ts";
import { useArgErrors } from "./use-arg-errors.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface TimeLimitFormProps {
  readonly taskName: string;
  readonly destination: readonly string[] | null;
  /** The worker-wide limits in words, which hold where a task has none of its own. */
  readonly fallback: string | null;
  readonly onSent?: (result: CommandResult) => void;
  readonly onCancel?: () => void;
}

export function TimeLimitForm(props: TimeLimitFormProps): ReactNode {
  const { taskName, destination, fallback, onSent, onCancel } = props;
  const [soft, setSoft] = useState("");
  const [hard, setHard] = useState("");
  const [touched, setTouched] = useState(false);
  const { send, pending } = useCommand();
  const forbidden = useForbidden("time_limit");
  const args = { task_name: taskName, soft: readSeconds(soft), hard: readSeconds(hard) };
  const errors = useArgErrors("time_limit", args);
  const submit = async (): Promise<void> => {
    const result = await send("time_limit", { args, destination });
    if (result?.ok) onSent?.(result);
  };
  const seconds = (label: string, key: "soft" | "hard", value: string, set: (text: string) => void) => (
    <Field
      label={label}
      hint={key === "soft" ? words.softHint : words.hardHint}
      error={touched ? (errors[key] ?? null) : null}
    >
      {(field) => (
        <Input
          {...field}
          inputMode="decimal"
          value={value}
          placeholder={shared.none}
          autoComplete="off"
          onChange={(event) => set(event.target.value)}
        />
      )}
    </Field>
  );
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTouched(true);
        if (Object.keys(errors).length === 0 && forbidden === null) void submit();
      }}
    >
      <div className="grid gap-3 sm:grid-cols-2">
        {seconds(words.soft, "soft", soft, setSoft)}
        {seconds(words.hard, "hard", hard, setHard)}
      </div>
      <p className="text-ink-3 text-sm">{words.meaning(fallback)}</p>
      <div className="flex justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>{shared.cancel}</Button>}
        <Button type="submit" variant="primary" reason={forbidden} busy={pending}>
          {shared.set}
        </Button>
      </div>
    </form>
  );
}
