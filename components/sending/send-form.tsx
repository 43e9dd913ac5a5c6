"use client";
// The fields of a task to send; what is seldom needed is folded.
import { Send } from "lucide-react";
import { type ReactNode, useId } from "react";
import type { Registry } from "#lib/sending/registry.ts";
import { useLacking } from "../control/use-forbidden.ts";
import { Button } from "../ui/button.tsx";
import { Card } from "../ui/card.tsx";
import { Field, Input, TextArea } from "../ui/input.tsx";
import { sendForm as words } from "../words/sending.ts";
import { heads, ofTasks, shared } from "../words/shared.ts";
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
  ["countdown", words.countdown, words.countdownHint],
  ["eta", "ETA", words.etaHint],
  ["expires", ofTasks.expires, words.expiresHint],
  ["priority", heads.priority, words.priorityHint],
  ["timeLimit", words.hardLimit, words.seconds],
  ["softTimeLimit", words.softLimit, words.seconds],
  ["id", words.taskId, words.taskIdHint],
];

export function SendForm(props: SendFormProps): ReactNode {
  const { fields, errors, registry, busy, onField, onSend } = props;
  const forbidden = useLacking("control");
  const text = (name: keyof SendFields) => ({
    value: fields[name],
    onChange: (event: { target: { value: string } }) => onField(name, event.target.value),
  });
  return (
    <Card title={heads.task} bodyClassName="px-4 pt-1 pb-4">
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (forbidden === null && !busy) onSend();
        }}
      >
        <Completed label={heads.name} name="name" known={registry?.registered ?? []} {...props} />
        <Completed
          label={heads.queue}
          name="queue"
          known={registry?.queues ?? []}
          hint={words.queueHint}
          {...props}
        />
        <Field label={heads.arguments} hint={words.argumentsHint} error={errors.args ?? null}>
          {(field) => <TextArea {...field} {...text("args")} rows={3} placeholder='[1, "two"]' />}
        </Field>
        <Field label={shared.kwargs} hint={words.kwargsHint} error={errors.kwargs ?? null}>
          {(field) => (
            <TextArea {...field} {...text("kwargs")} rows={3} placeholder={words.kwargsPlaceholder} />
          )}
        </Field>
        <details>
          <summary className="cursor-pointer text-accent">{words.options}</summary>
          <div className="mt-2 grid items-start gap-3 sm:grid-cols-2">
            {OPTIONS.map(([name, label, hint]) => (
              <Field key={name} label={label} hint={hint} error={errors[name] ?? null}>
                {(field) => <Input {...field} {...text(name)} autoComplete="off" spellCheck={false} />}
              </Field>
            ))}
          </div>
          <div className="mt-3">
            <Field label={words.headers} hint={words.headersHint} error={errors.headers ?? null}>
              {(field) => <TextArea {...field} {...text("headers")} rows={2} />}
            </Field>
          </div>
        </details>
        <Field label={shared.reasonOptional}>
          {(field) => (
            <Input {...field} {...text("reason")} maxLength={500} placeholder={shared.reasonKept} />
          )}
        </Field>
        <div className="flex justify-end">
          <Button type="submit" variant="primary" reason={forbidden} busy={busy}>
            <Send size={14} aria-hidden />
            {shared.send}
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
