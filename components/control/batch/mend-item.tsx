"use client";
// Arguments that were cut or are no JSON, to be put right by somebody who knows them. What is typed is read as it will be sent.
import { type ReactNode, useState } from "react";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import { readArgsField, readKwargsField } from "#lib/sending/read-fields.ts";
import { Field, TextArea } from "../../ui/input.tsx";
import { TaskName } from "../../ui/task-name.tsx";
import { mendItem as words } from "../../words/control-batch.ts";

type Item = Preflight["items"][number];

/** JSON text that will be sent. */
export interface Mended {
  readonly args: string;
  readonly kwargs: string;
}

export interface MendItemProps {
  readonly item: Item;
  /** null: what stands there cannot be sent, or nobody has touched it. */
  readonly onMend: (uuid: string, mended: Mended | null) => void;
}

export function MendItem({ item, onMend }: MendItemProps): ReactNode {
  const [text, setText] = useState<Mended>(item.draft ?? { args: "[]", kwargs: "{}" });
  const [touched, setTouched] = useState(false);
  const args = readArgsField(text.args);
  const kwargs = readKwargsField(text.kwargs);
  const change = (next: Mended): void => {
    setText(next);
    setTouched(true);
    const fine = readArgsField(next.args).ok && readKwargsField(next.kwargs).ok;
    onMend(item.key, fine ? { args: next.args.trim() || "[]", kwargs: next.kwargs.trim() || "{}" } : null);
  };
  return (
    <fieldset className="grid gap-2 rounded-md border border-line px-3 pt-1 pb-3">
      <legend className="px-1 font-medium text-ink text-sm">
        <TaskName name={item.name} />{" "}
        <span className="font-mono text-ink-3 text-xs">{item.key.slice(0, 8)}</span>
      </legend>
      {item.problems.map((problem) => (
        <p key={problem} className="text-sm">
          {problem}
        </p>
      ))}
      <Field label={words.arguments} error={touched && !args.ok ? args.detail : null}>
        {(field) => (
          <TextArea
            {...field}
            rows={2}
            value={text.args}
            onChange={(event) => change({ ...text, args: event.target.value })}
          />
        )}
      </Field>
      <Field label={words.kwargs} error={touched && !kwargs.ok ? kwargs.detail : null}>
        {(field) => (
          <TextArea
            {...field}
            rows={2}
            value={text.kwargs}
            onChange={(event) => change({ ...text, kwargs: event.target.value })}
          />
        )}
      </Field>
    </fieldset>
  );
}
