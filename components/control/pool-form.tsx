"use client";
// Adds or removes pool processes of one worker, by n.
import { Minus, Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { poolForm as words } from "../words/control-parts.ts";
import { ofWorkers } from "../words/shared.ts";
import { readWhole } from "./read-number.ts";
import { useArgErrors } from "./use-arg-errors.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface PoolFormProps {
  readonly destination: readonly string[];
  /** Pool processes now; null when not known. */
  readonly slots: number | null;
  /** Why the pool cannot change size (solo, autoscaled, offline); null when it can. */
  readonly disabledReason?: string | null;
}

export function PoolForm({ destination, slots, disabledReason = null }: PoolFormProps): ReactNode {
  const [text, setText] = useState("1");
  const { send, pending } = useCommand();
  const forbidden = useForbidden("pool_grow");
  const args = { n: readWhole(text) };
  const error = useArgErrors("pool_grow", args).n ?? null;
  const reason = forbidden ?? disabledReason;
  const change = (command: "pool_grow" | "pool_shrink") => void send(command, { args, destination });
  const after = (by: number) => (slots === null || error !== null ? "" : words.to(slots + by));
  return (
    <div className="flex flex-wrap items-start gap-2">
      <div className="w-24">
        <Field label={ofWorkers.processes} error={error}>
          {(field) => (
            <Input
              {...field}
              inputMode="numeric"
              value={text}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="flex flex-wrap gap-2 pt-[22px]">
        <Button onClick={() => change("pool_grow")} busy={pending} reason={reason} disabled={error !== null}>
          <Plus size={14} aria-hidden />
          {words.grow(after(args.n))}
        </Button>
        <Button
          onClick={() => change("pool_shrink")}
          busy={pending}
          reason={reason ?? tooFar(slots, args.n)}
          disabled={error !== null}
        >
          <Minus size={14} aria-hidden />
          {words.shrink(slots !== null && args.n < slots ? after(-args.n) : "")}
        </Button>
      </div>
    </div>
  );
}

function tooFar(slots: number | null, n: number): string | null {
  return slots !== null && n >= slots ? words.oneStays(slots) : null;
}
