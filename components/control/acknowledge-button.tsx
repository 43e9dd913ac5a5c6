"use client";
// Says that a finding is known, with a note for others; or takes that back. The page changes when the board does.
import { type FormEvent, type ReactNode, useState } from "react";
import { encodeName } from "#lib/address.ts";
import type { FindingRow } from "#lib/live/views.ts";
import { requestJson } from "../live/api.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field, Input } from "../ui/input.tsx";
import { toast } from "../ui/toast.ts";
import { acknowledgeButton as words } from "../words/control.ts";
import { shared } from "../words/shared.ts";
import { useLacking } from "./use-forbidden.ts";

const MAX_NOTE = 500;

export function AcknowledgeButton({ finding }: { readonly finding: FindingRow }): ReactNode {
  const { key, subject, text, acknowledged, openedAt } = finding;
  const [asking, setAsking] = useState(false);
  const [busy, setBusy] = useState(false);
  const reason = useLacking("control");
  // The line of those beyond the list is no finding.
  if (openedAt === undefined) return null;
  const send = async (path: string, body: object, title: string): Promise<void> => {
    setBusy(true);
    const answer = await requestJson(`/api/v1/findings/${encodeName(key)}/${path}`, { body });
    setBusy(false);
    if (answer.ok) setAsking(false);
    else toast.error(shared.failed(title), { description: answer.error.message });
  };
  const known = Boolean(acknowledged);
  // A worker or a queue may have several findings: each button has a name of its own.
  const what = `${subject}, ${(key.split(":")[0] ?? "").replaceAll("-", " ")}`;
  // One button and one dialog for both: who has the focus, or writes a note, keeps it when the board moves.
  return (
    <>
      <Button
        variant="quiet"
        busy={busy && !asking}
        reason={reason}
        onClick={() => (known ? void send("unacknowledge", {}, words.undo) : setAsking(true))}
        aria-label={`${known ? words.undo : words.acknowledge}: ${what}`}
      >
        {known ? shared.undo : words.acknowledge}
      </Button>
      <Dialog
        open={asking}
        onOpenChange={setAsking}
        width="sm"
        title={words.title}
        description={`${subject} ${text}`}
      >
        <NoteForm busy={busy} onNote={(note) => void send("acknowledge", { note }, words.acknowledge)} />
      </Dialog>
    </>
  );
}

interface NoteFormProps {
  readonly busy: boolean;
  readonly onNote: (note: string | null) => void;
}

function NoteForm({ busy, onNote }: NoteFormProps): ReactNode {
  const [note, setNote] = useState("");
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (!busy) onNote(note.trim() === "" ? null : note.trim());
  };
  return (
    <form className="grid gap-3" onSubmit={submit}>
      <Field label={words.note} hint={words.noteHint}>
        {(field) => (
          <Input
            {...field}
            value={note}
            maxLength={MAX_NOTE}
            placeholder={words.notePlaceholder}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
      </Field>
      <Button type="submit" variant="primary" busy={busy} className="justify-self-end">
        {words.acknowledge}
      </Button>
    </form>
  );
}
