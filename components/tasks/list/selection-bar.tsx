"use client";
// What can be done with the ticked tasks. Revoking them is one command with all their ids, after a confirmation with the count.
import { Ban, Copy } from "lucide-react";
import type { ReactNode } from "react";
import { toast } from "sonner";
import { CommandButton } from "#components/control/command-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copyable.tsx";
import { formatCount, plural } from "#lib/format/number.ts";
import type { TaskRow } from "#lib/tasks/task.ts";
import { revokeWords } from "./revoke-words.ts";
import { MAX_SELECTED, type Selection } from "./selection.ts";

export interface SelectionBarProps {
  readonly selection: Selection;
  /** The ticked tasks that are at hand. */
  readonly rows: readonly TaskRow[];
  readonly onClear: () => void;
}

export function SelectionBar({ selection, rows, onClear }: SelectionBarProps): ReactNode {
  const uuids = [...selection.keys];
  const copy = async (): Promise<void> => {
    const done = await copyText(uuids.join("\n"));
    if (done) toast.success(`Copied ${plural(uuids.length, "uuid")}`);
    else toast.error("The browser does not let Umbel copy here");
  };
  return (
    <section
      aria-label="Selected tasks"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-b-lg border-line border-t bg-raised px-3 py-2"
    >
      <b className="font-semibold">{formatCount(uuids.length)} selected</b>
      {uuids.length >= MAX_SELECTED && <span className="text-ink-3">(as many as one command carries)</span>}
      <button type="button" onClick={onClear} className="rounded-sm text-accent hover:underline">
        Clear
      </button>
      <span className="flex-1" />
      <Button onClick={() => void copy()}>
        <Copy size={14} aria-hidden />
        Copy uuids
      </Button>
      <CommandButton
        command="revoke"
        args={{ task_id: uuids }}
        destination={null}
        label="Revoke selected"
        icon={<Ban size={14} aria-hidden />}
        confirm={revokeWords(uuids.length, rows)}
        onSent={(result) => {
          if (result.ok) onClear();
        }}
      />
    </section>
  );
}
