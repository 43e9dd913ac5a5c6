"use client";
// Sends a command that the application defined itself: its name, its arguments as JSON, to whom; then what each worker
// answered. For those who may; what Celery itself knows is refused by the server with the reason.
import { type ReactNode, useState } from "react";
import type { JsonObject } from "#lib/json.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/input.tsx";
import { customDialog as words } from "../words/control-parts.ts";
import { heads, pages, shared } from "../words/shared.ts";
import { AnswerList } from "./answer-list.tsx";
import { sendCustom } from "./ask.ts";
import { readArguments } from "./read-arguments.ts";
import { useAsk } from "./use-ask.ts";
import { useLacking } from "./use-forbidden.ts";

export interface CustomDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  /** Worker names that are filled in; none: every worker. */
  readonly destination?: readonly string[] | null;
}

export function CustomDialog({ open, onOpenChange, destination = null }: CustomDialogProps): ReactNode {
  const [name, setName] = useState("");
  const [json, setJson] = useState("{}");
  const [pattern, setPattern] = useState("");
  const [reason, setReason] = useState("");
  const { answer, pending, run } = useAsk();
  const lacking = useLacking("custom");
  const args = readArguments(json);
  const submit = (given: JsonObject) =>
    void run(() =>
      sendCustom(name.trim(), {
        arguments: given,
        destination,
        pattern: destination === null && pattern.trim() !== "" ? pattern.trim() : null,
        reason: reason.trim() === "" ? null : reason.trim(),
      }),
    );
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={words.title}
      description={words.meaning}
      width="md"
    >
      <form
        className="grid gap-3"
        onSubmit={(event) => {
          event.preventDefault();
          if (name.trim() !== "" && args.ok && lacking === null) submit(args.value);
        }}
      >
        <div className="grid gap-3 sm:grid-cols-2">
          <Field label={heads.name} hint={words.nameHint}>
            {(field) => (
              <Input
                {...field}
                value={name}
                autoComplete="off"
                spellCheck={false}
                placeholder={words.namePlaceholder}
                onChange={(event) => setName(event.target.value)}
              />
            )}
          </Field>
          {destination === null ? (
            <Field label={pages.workers} hint={words.workersHint}>
              {(field) => (
                <Input
                  {...field}
                  value={pattern}
                  autoComplete="off"
                  spellCheck={false}
                  placeholder={shared.everyWorker}
                  onChange={(event) => setPattern(event.target.value)}
                />
              )}
            </Field>
          ) : (
            <Field label={pages.workers}>
              {(field) => <Input {...field} readOnly value={destination.join(", ")} />}
            </Field>
          )}
        </div>
        <Field label={words.arguments} error={args.ok ? null : args.detail}>
          {(field) => (
            <textarea
              {...field}
              value={json}
              rows={3}
              spellCheck={false}
              className="min-h-16 w-full rounded-md border border-line-strong bg-surface px-2.5 py-1.5 font-mono text-sm"
              onChange={(event) => setJson(event.target.value)}
            />
          )}
        </Field>
        <Field label={shared.reasonOptional}>
          {(field) => (
            <Input
              {...field}
              value={reason}
              maxLength={500}
              placeholder={shared.reasonKept}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
        <p className="text-ink-3 text-sm">{words.danger}</p>
        <div className="flex justify-end gap-2">
          <Button onClick={() => onOpenChange(false)}>{shared.close}</Button>
          <Button
            type="submit"
            variant="primary"
            busy={pending}
            reason={lacking}
            disabled={name.trim() === "" || !args.ok}
          >
            {shared.send}
          </Button>
        </div>
        {answer !== null && <AnswerList answer={answer} />}
      </form>
    </Dialog>
  );
}
