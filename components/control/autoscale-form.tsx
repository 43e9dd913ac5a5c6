"use client";
// Sets the range between which an autoscaled worker sizes its pool.
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { autoscaleForm as words } from "../words/control-parts.ts";
import { readWhole } from "./read-number.ts";
import { useArgErrors } from "./use-arg-errors.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface AutoscaleFormProps {
  readonly destination: readonly string[];
  /** The range now; null when the pool is not autoscaled. */
  readonly range: { readonly min: number; readonly max: number } | null;
  /** Why it cannot be set (no autoscaler, offline); null when it can. */
  readonly disabledReason: string | null;
}

export function AutoscaleForm({ destination, range, disabledReason }: AutoscaleFormProps): ReactNode {
  // Until somebody types, the fields follow the worker.
  const [typed, setTyped] = useState<{ min?: string; max?: string }>({});
  const { send, pending } = useCommand();
  const forbidden = useForbidden("autoscale");
  const min = typed.min ?? String(range?.min ?? "");
  const max = typed.max ?? String(range?.max ?? "");
  const args = { max: readWhole(max), min: readWhole(min) };
  const errors = useArgErrors("autoscale", args);
  const touched = typed.min !== undefined || typed.max !== undefined;
  const unchanged = range !== null && args.min === range.min && args.max === range.max;
  const submit = async (): Promise<void> => {
    // The range also tells the size now, which is no argument.
    const before = range === null ? null : { max: range.max, min: range.min };
    const undo = before === null ? null : ({ command: "autoscale", args: before } as const);
    const result = await send("autoscale", { args, destination, undo });
    if (result?.ok) setTyped({});
  };
  const reason = forbidden ?? disabledReason;
  const field = (key: "min" | "max", label: string, value: string) => (
    <div className="w-24">
      <Field label={label} error={touched && reason === null ? (errors[key] ?? null) : null}>
        {(attributes) => (
          <Input
            {...attributes}
            inputMode="numeric"
            value={value}
            disabled={reason !== null}
            onChange={(event) => setTyped({ ...typed, [key]: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
  return (
    <form
      aria-label={words.title}
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        if (reason === null && !unchanged && Object.keys(errors).length === 0) void submit();
      }}
    >
      {field("min", words.minimum, min)}
      {field("max", words.maximum, max)}
      <div className="pt-[22px]">
        <Button type="submit" busy={pending} reason={reason ?? (unchanged ? words.already : null)}>
          {words.set}
        </Button>
      </div>
    </form>
  );
}
