"use client";
// Makes a worker consume from one more queue.
import { Plus } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { Field, Input } from "../ui/input.tsx";
import { addConsumerForm as words } from "../words/control-parts.ts";
import { shared } from "../words/shared.ts";
import { useArgErrors } from "./use-arg-errors.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface AddConsumerFormProps {
  readonly destination: readonly string[];
  /** Queues it has already. */
  readonly consumed: readonly string[];
  readonly disabledReason?: string | null;
}

export function AddConsumerForm({ destination, consumed, disabledReason }: AddConsumerFormProps): ReactNode {
  const [queue, setQueue] = useState("");
  const [touched, setTouched] = useState(false);
  const { send, pending } = useCommand();
  const forbidden = useForbidden("add_consumer");
  const args = { queue: queue.trim() };
  const has = consumed.includes(args.queue) ? words.already : null;
  const errors = useArgErrors("add_consumer", args);
  const error = has ?? errors.queue ?? null;
  const submit = async (): Promise<void> => {
    const result = await send("add_consumer", { args, destination });
    if (result?.ok) {
      setQueue("");
      setTouched(false);
    }
  };
  return (
    <form
      className="flex flex-wrap items-start gap-2"
      onSubmit={(event) => {
        event.preventDefault();
        setTouched(true);
        if (error === null && forbidden === null) void submit();
      }}
    >
      <div className="min-w-40 flex-1 sm:max-w-72">
        <Field label={words.title} error={touched ? error : null}>
          {(field) => (
            <Input
              {...field}
              value={queue}
              placeholder={words.placeholder}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setQueue(event.target.value)}
            />
          )}
        </Field>
      </div>
      <div className="pt-[22px]">
        <Button type="submit" busy={pending} reason={forbidden ?? disabledReason ?? null}>
          <Plus size={14} aria-hidden />
          {shared.add}
        </Button>
      </div>
    </form>
  );
}
