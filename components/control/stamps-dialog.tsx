"use client";
// Revokes by stamped headers, on every worker: which header with which values, and whether running tasks are stopped.
import { type ReactNode, useState } from "react";
import { Field, Input } from "../ui/input.tsx";
import { stampsDialog as words } from "../words/control-parts.ts";
import { CheckBox } from "./check-box.tsx";
import { ConfirmCommand } from "./confirm-command.tsx";
import { useArgErrors } from "./use-arg-errors.ts";

export interface StampsDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function StampsDialog({ open, onOpenChange }: StampsDialogProps): ReactNode {
  const [header, setHeader] = useState("");
  const [text, setText] = useState("");
  const [terminate, setTerminate] = useState(false);
  const values = text
    .split(/[\n,]/)
    .map((value) => value.trim())
    .filter((value) => value !== "");
  const args = { headers: header.trim() === "" ? {} : { [header.trim()]: values }, terminate };
  const error = useArgErrors("revoke_by_stamped_headers", args).headers ?? null;
  const touched = header !== "" || text !== "";
  return (
    <ConfirmCommand
      open={open}
      onOpenChange={onOpenChange}
      command="revoke_by_stamped_headers"
      args={args}
      destination={null}
    >
      <div className="grid gap-2 sm:grid-cols-2">
        <Field label={words.header} hint={words.headerHint}>
          {(field) => (
            <Input
              {...field}
              value={header}
              placeholder={words.headerPlaceholder}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setHeader(event.target.value)}
            />
          )}
        </Field>
        <Field label={words.values} error={touched ? error : null}>
          {(field) => (
            <Input
              {...field}
              value={text}
              placeholder={words.valuesPlaceholder}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => setText(event.target.value)}
            />
          )}
        </Field>
      </div>
      <CheckBox checked={terminate} onChange={setTerminate}>
        {words.terminate}
      </CheckBox>
    </ConfirmCommand>
  );
}
