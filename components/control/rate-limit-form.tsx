"use client";
// Sets the rate limit of one task on one worker or on all; the present value is the starting point and the way back.
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { rateLimitForm as words } from "../words/control-parts.ts";
import { shared } from "../words/shared.ts";
import type { CommandResult } from "./send-command.ts";
import { useArgErrors } from "./use-arg-errors.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface RateLimitFormProps {
  readonly taskName: string;
  readonly destination: readonly string[] | null;
  /** As the worker prints it; null is unlimited, undefined not known. */
  readonly current: string | null | undefined;
  readonly onSent?: (result: CommandResult) => void;
  readonly onCancel?: () => void;
}

export function RateLimitForm(props: RateLimitFormProps): ReactNode {
  const { taskName, destination, current, onSent, onCancel } = props;
  const [text, setText] = useState(current ?? "");
  const [touched, setTouched] = useState(false);
  const { send, pending } = useCommand();
  const forbidden = useForbidden("rate_limit");
  const args = { task_name: taskName, rate_limit: rateOf(text) };
  const error = useArgErrors("rate_limit", args).rate_limit ?? null;
  const submit = async (rate: string): Promise<void> => {
    const undo = undoRate(taskName, current);
    const result = await send("rate_limit", { args: { ...args, rate_limit: rate }, destination, undo });
    if (result?.ok) onSent?.(result);
  };
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        setTouched(true);
        if (error === null && forbidden === null) void submit(args.rate_limit);
      }}
    >
      <Field label={words.title} hint={words.hint(currentText(current))} error={touched ? error : null}>
        {(field) => (
          <Input
            {...field}
            value={text}
            placeholder={words.placeholder}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => setText(event.target.value)}
            onBlur={() => setTouched(text !== "")}
          />
        )}
      </Field>
      <div className="flex justify-end gap-2">
        {onCancel && <Button onClick={onCancel}>{shared.cancel}</Button>}
        <Button
          disabled={current === null}
          reason={forbidden}
          busy={pending}
          onClick={() => void submit("0")}
        >
          {words.remove}
        </Button>
        <Button type="submit" variant="primary" reason={forbidden} busy={pending}>
          {shared.set}
        </Button>
      </div>
    </form>
  );
}

/** Celery wants no spaces; an empty field is not a rate. */
function rateOf(text: string): string {
  return text.replaceAll(" ", "");
}

function currentText(current: string | null | undefined): string {
  if (current === undefined) return shared.notKnown;
  return current ?? shared.unlimited;
}

function undoRate(taskName: string, current: string | null | undefined) {
  if (current === undefined) return null;
  return { command: "rate_limit", args: { task_name: taskName, rate_limit: current ?? "0" } } as const;
}
