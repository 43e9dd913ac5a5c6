"use client";
// The fields of a task to send; what is seldom needed is folded.
import { Send } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Registry } from "#lib/sending/registry.ts";
import { useLacking } from "../control/use-forbidden.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field, Input, TextArea } from "../ui/input.tsx";
import type { FieldErrors, SendFields } from "./fields.ts";

export interface SendFormProps {
  readonly fields: SendFields;
  readonly errors: FieldErrors;
  /** null: not known yet. */
  readonly registry: Registry | null;
  readonly busy: boolean;
  readonly onField: (name: keyof SendFields, text: string) => void;
  readonly onSend: () => void;
}

const OPTIONS: readonly (readonly [keyof SendFields, string, string])[] = [
  ["countdown", "Countdown", "Seconds from now. Use this or an ETA"],
  ["eta", "ETA", "2030-01-02T03:04:05+00:00. Without an offset: UTC"],
  ["expires", "Expires", "Seconds from now, or a time"],
  ["priority", "Priority", "Redis: 0 (most urgent) to 9. RabbitMQ: higher is more urgent"],
  ["timeLimit", "Hard time limit", "Seconds"],
  ["softTimeLimit", "Soft time limit", "Seconds"],
  ["id", "Task id", "Default: a new uuid"],
];

export function SendForm(props: SendFormProps): ReactNode {
  const { fields, errors, registry, busy, onField, onSend } = props;
  const forbidden = useLacking("control");
  const text = (name: keyof SendFields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) => onField(name, event.target.value),
  });
  return (
    <Card title="Task" bodyClassName="px-4 pt-1 pb-4">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (forbidden === null && !busy) onSend();
        }}
      >
        <Completed label="Name" name="name" known={registry?.registered ?? []} {...props} />
        <Completed
          label="Queue"
          name="queue"
          known={registry?.queues ?? []}
          hint="Default: celery"
          {...props}
        />
        <Field label="Arguments" hint="A JSON list" error={errors.args ?? null}>
          {(field) => <TextArea {...field} {...text("args")} rows={3} placeholder='[1, "two"]' />}
        </Field>
        <Field label="Keyword arguments" hint="A JSON object" error={errors.kwargs ?? null}>
          {(field) => <TextArea {...field} {...text("kwargs")} rows={3} placeholder='{"user_id": 42}' />}
        </Field>
        <details>
          <summary className="cursor-pointer text-accent">Options</summary>
          <div className="mt-2 grid items-start gap-3 sm:grid-cols-2">
            {OPTIONS.map(([name, label, hint]) => (
              <Field key={name} label={label} hint={hint} error={errors[name] ?? null}>
                {(field) => <Input {...field} {...text(name)} autoComplete="off" spellCheck={false} />}
              </Field>
            ))}
          </div>
          <div className="mt-3">
            <Field label="Headers" hint="Custom headers, a JSON object" error={errors.headers ?? null}>
              {(field) => <TextArea {...field} {...text("headers")} rows={2} />}
            </Field>
          </div>
        </details>
        <Field label="Reason (optional)">
          {(field) => (
            <Input {...field} {...text("reason")} maxLength={500} placeholder="Recorded in the audit log" />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" reason={forbidden} busy={busy}>
            <Send size={14} aria-hidden />
            Send
          </Button>
        </div>
      </form>
    </Card>
  );
}

function Completed(
  props: SendFormProps & {
    readonly label: string;
    readonly name: "name" | "queue";
    readonly known: readonly string[];
    readonly hint?: string;
  },
): ReactNode {
  const { label, name, known, hint, fields, errors, onField } = props;
  const list = useId();
  return (
    <Field label={label} {...(hint !== undefined && { hint })} error={errors[name] ?? null}>
      {(field) => (
        <>
          <Input
            {...field}
            list={list}
            value={fields[name]}
            autoComplete="off"
            spellCheck={false}
            onChange={(event) => onField(name, event.target.value)}
          />
          <datalist id={list}>
            {known.slice(0, 2_000).map((text) => (
              <option key={text} value={text} />
            ))}
          </datalist>
        </>
      )}
    </Field>
  );
}
