"use client";
// Asks before something is done to many tasks, or one is retried: which tasks, what was found about them, arguments to mend,
// how fast, why. What it begins is a batch with a page of its own.
import { type ReactNode, useState } from "react";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import { type Batch, type BatchKind, DEFAULT_RATE, MAX_RATE } from "#lib/batches/batch.ts";
import { QUEUE_UNKNOWN } from "#lib/retrying/problems.ts";
import { batchPath } from "#lib/routes.ts";
import { requestJson } from "../../live/api.ts";
import { ConfirmDialog } from "../../ui/confirm-dialog.tsx";
import { Field, Input } from "../../ui/input.tsx";
import { Spinner } from "../../ui/spinner.tsx";
import { Time } from "../../ui/time.tsx";
import { toast } from "../../ui/toast.ts";
import { useNavigate } from "../../ui/use-navigate.ts";
import { batchDialog as words } from "../../words/control-batch.ts";
import { ofTasks, verbs } from "../../words/shared.ts";
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

const MAX_MENDED = 20;

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
  const rateError = perSecond > 0 && perSecond <= MAX_RATE ? null : words.badRate(MAX_RATE);
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
      title={`${verbs[kind]} ${size === 1 ? ofTasks.thisTask : ofTasks.taskCount(size)}?`}
      // Not what the button is called that opened it: that one is still there.
      confirmLabel={size === 1 ? words.confirmOne(verbs[kind]) : `${verbs[kind]} ${ofTasks.taskCount(count)}`}
      danger={kind !== "retry"}
      askReason
      wide
      blocked={blockedBy(found, count, rateError)}
      onConfirm={({ reason }) => begin(reason)}
    >
      {found !== null && selectionText(selection) !== null && (
        <p>
          <b className="font-medium text-ink">{ofTasks.taskCount(found.total)}</b>
          {words.matched[0]}
          <b className="font-medium text-ink">{selectionText(selection)}</b>
          {words.matched[1]}
          <Time at={found.pin.at} as="clock" />
          {words.matched[2]}
        </p>
      )}
      {answer === null && (
        <p className="flex items-center gap-2">
          <Spinner />
          {words.lookingAt(size)}
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
        <Field label={words.limit} error={rateError}>
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
  if (found === null) return words.notLooked;
  if (count === 0) return words.nothingLeft;
  return rateError;
}

function QueueField(props: { readonly queue: string; readonly onQueue: (queue: string) => void }): ReactNode {
  const [text, setText] = useState(props.queue);
  return (
    <Field label={words.queue} hint={words.queueHint}>
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
        {words.mend}
        {found.classes.repairable > 1 && words.mendOf(items.length, found.classes.repairable)}
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
  toast.success(words.begun(verbs[batch.kind], batch.total), {
    action: { label: words.openBatch, onClick: () => navigate(batchPath(batch.key)) },
  });
}
