"use client";
// Asks before something is done to many tasks, or one is retried: which tasks, what was found about them, arguments to mend,
// how fast, why. What it begins is a batch with a page of its own.
import { type ReactNode, useState } from "react";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import { type Batch, type BatchKind, DEFAULT_RATE, MAX_RATE } from "#lib/batches/batch.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { batchPath } from "#lib/routes.ts";
import { requestJson } from "../../live/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field, Input } from "../../ui/input.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.ts";
import { useNavigate } from "../../ui/use-navigate.ts";
import { type BatchSelection, selectionText, sizeOf } from "./batch-selection.ts";
import { type Mended, MendItem } from "./mend-item.tsx";
import { PreflightSummary } from "./preflight-summary.tsx";
import { usePreflight } from "./use-preflight.ts";

export interface BatchDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly kind: BatchKind;
  readonly selection: BatchSelection;
  readonly onBegun?: (batch: Batch) => void;
}

const VERBS: Readonly<Record<BatchKind, string>> = {
  retry: "Retry",
  revoke: "Revoke",
  terminate: "Terminate",
};
const MAX_MENDED = 20;
const QUEUE_UNKNOWN = "Its queue is not known: choose one.";

export function BatchDialog(props: BatchDialogProps): ReactNode {
  // Everything typed goes with the dialog.
  return props.open ? <OpenDialog {...props} /> : null;
}

function OpenDialog({ onOpenChange, kind, selection, onBegun }: BatchDialogProps): ReactNode {
  const navigate = useNavigate();
  const [queue, setQueue] = useState("");
  const [round, setRound] = useState(0);
  const [rate, setRate] = useState(String(DEFAULT_RATE));
  const [mended, setMended] = useState<ReadonlyMap<string, Mended>>(new Map());
  const [problem, setProblem] = useState<string | null>(null);
  const answer = usePreflight({ kind, selection, queue, round });
  const found = answer?.ok === true ? answer.value : null;
  const count = (found?.classes.replayable ?? 0) + mended.size;
  const perSecond = Number(rate);
  const rateError = perSecond > 0 && perSecond <= MAX_RATE ? null : `A number up to ${MAX_RATE}.`;
  const onMend = (uuid: string, text: Mended | null): void => {
    setMended((before) => {
      const next = new Map(before);
      if (text === null) next.delete(uuid);
      else next.set(uuid, text);
      return next;
    });
  };
  const begin = async (reason: string | null): Promise<boolean> => {
    const text = bodyOf({ kind, found, queue, reason, rate: perSecond, mended });
    const result = await requestJson<Batch>("/api/v1/batches", { text });
    if (result.ok) {
      tell(result.value, navigate);
      onBegun?.(result.value);
      return true;
    }
    setProblem(result.error.message);
    // What was looked at is not kept any more.
    if (result.error.code === "conflict") setRound(round + 1);
    return false;
  };
  const size = found?.total ?? sizeOf(selection);
  return (
    <ConfirmDialog
      open
      onOpenChange={onOpenChange}
      title={`${VERBS[kind]} ${size === 1 ? "this task" : plural(size, "task")}?`}
      // Not what the button is called that opened it: that one is still there.
      confirmLabel={size === 1 ? `${VERBS[kind]} this task` : `${VERBS[kind]} ${plural(count, "task")}`}
      danger={kind !== "retry"}
      askReason
      wide
      blocked={blockedBy(found, count, rateError)}
      onConfirm={({ reason }) => begin(reason)}
    >
      {found !== null && selectionText(selection) !== null && (
        <p>
          <b className="font-medium text-ink">{plural(found.total, "task")}</b> matched{" "}
          <b className="font-medium text-ink">{selectionText(selection)}</b> at{" "}
          <Time at={found.pin.at} as="clock" />. Tasks that match later are left alone.
        </p>
      )}
      {answer === null && (
        <p className="flex items-center gap-2">
          <Spinner /> Looking at {size === 1 ? "it" : "them"} …
        </p>
      )}
      {answer?.ok === false && <p className="text-bad">{answer.error.message}</p>}
      {problem !== null && <p className="text-bad">{problem}</p>}
      {found !== null && <PreflightSummary kind={kind} found={found} />}
      {found?.problems.some(({ text }) => text === QUEUE_UNKNOWN) === true || queue !== "" ? (
        <QueueField queue={queue} onQueue={setQueue} />
      ) : null}
      {found !== null && kind === "retry" && <Mending found={found} onMend={onMend} />}
      {size > 1 && (
        <Field label="Limit (tasks per second)" error={rateError}>
          {(field) => (
            <Input
              {...field}
              inputMode="decimal"
              value={rate}
              onChange={(event) => setRate(event.target.value)}
            />
          )}
        </Field>
      )}
    </ConfirmDialog>
  );
}

function blockedBy(found: Preflight | null, count: number, rateError: string | null): string | null {
  if (found === null) return "Still checking the selection.";
  if (count === 0) return "No tasks left to act on.";
  return rateError;
}

function QueueField(props: { readonly queue: string; readonly onQueue: (queue: string) => void }): ReactNode {
  const [text, setText] = useState(props.queue);
  return (
    <Field
      label="Queue for tasks whose queue is not known"
      hint="These are sent there; the others go to their own queue."
    >
      {(field) => (
        <Input
          {...field}
          value={text}
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
          onBlur={() => props.onQueue(text.trim())}
        />
      )}
    </Field>
  );
}

function Mending({
  found,
  onMend,
}: {
  readonly found: Preflight;
  readonly onMend: (uuid: string, text: Mended | null) => void;
}) {
  const items = found.items.filter((item) => item.draft !== null).slice(0, MAX_MENDED);
  if (items.length === 0) return null;
  return (
    <details open={found.total === 1} className="grid gap-2">
      <summary className="cursor-pointer text-accent">
        Fix the arguments
        {found.classes.repairable > 1 &&
          ` of ${formatCount(items.length)} of ${formatCount(found.classes.repairable)}`}
      </summary>
      <div className="mt-2 grid gap-3">
        {items.map((item) => (
          <MendItem key={item.key} item={item} onMend={onMend} />
        ))}
      </div>
    </details>
  );
}

interface Body {
  readonly kind: BatchKind;
  readonly found: Preflight | null;
  readonly queue: string;
  readonly reason: string | null;
  readonly rate: number;
  readonly mended: ReadonlyMap<string, Mended>;
}

/** As text: what was typed must not pass through a parser that rounds. */
function bodyOf({ kind, found, queue, reason, rate, mended }: Body): string {
  // Exactly what was looked at, in the states that it had.
  const fields = { kind, selection: { pin: found?.pin.id }, reason, rate, ...(queue !== "" && { queue }) };
  const edits = [...mended].map(
    ([uuid, { args, kwargs }]) => `${JSON.stringify(uuid)}: {"args": ${args}, "kwargs": ${kwargs}}`,
  );
  return `${JSON.stringify(fields).slice(0, -1)}, "edits": {${edits.join(", ")}}}`;
}

function tell(batch: Batch, navigate: (path: string) => void): void {
  toast.success(`${VERBS[batch.kind]}: started for ${plural(batch.total, "task")}`, {
    action: { label: "Open batch", onClick: () => navigate(batchPath(batch.key)) },
  });
}
