"use client";
// What can be done to a queue as a whole: pause, resume, purge. One toast each, that says what came of it. The page changes
// when the cluster's own picture does.
import { type ReactNode, useCallback, useRef, useState } from "react";
import { encodeName } from "#lib/address.ts";
import type { ControlOutcome } from "#lib/control/outcome.ts";
import { nameList, outcomeText } from "../control/outcome-text.ts";
import { Answers } from "../control/show-outcome.tsx";
import { requestJson } from "../live/api.ts";
import { toast } from "../ui/toast.ts";
import { queueActions as words } from "../words/queues.ts";
import { shared } from "../words/shared.ts";

const BRIEF_MS = 6_000;
const LONG_MS = 14_000;

/** What the API answers to pause and resume. */
interface PauseAnswer {
  readonly pause: object | null;
  readonly told: readonly string[];
  readonly gone: readonly string[];
  readonly outcome: ControlOutcome | null;
}

export interface QueueActions {
  readonly pause: (reason: string | null) => Promise<void>;
  readonly resume: () => Promise<void>;
  readonly purge: (reason: string | null) => Promise<void>;
  readonly pending: boolean;
}

export function useQueueActions(queue: string): QueueActions {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const act = useCallback(
    async <T,>(what: Verb, reason: string | null, show: (answer: T, id: ToastId) => void): Promise<void> => {
      if (busy.current) return;
      busy.current = true;
      setPending(true);
      const id = toast.loading(`${what.doing} ${queue}…`, { duration: Number.POSITIVE_INFINITY });
      const answer = await requestJson<T>(`/api/v1/queues/${encodeName(queue)}/${what.path}`, {
        body: { reason },
      });
      busy.current = false;
      setPending(false);
      if (answer.ok) show(answer.value, id);
      else {
        const description = answer.error.message;
        toast.error(shared.failed(what.title), { id, description, duration: LONG_MS });
      }
    },
    [queue],
  );
  return {
    pending,
    pause: (reason) => act<PauseAnswer>(PAUSE, reason, (answer, id) => showPaused(queue, answer, id)),
    resume: () => act<PauseAnswer>(RESUME, null, (answer, id) => showResumed(queue, answer, id)),
    purge: (reason) =>
      act<{ readonly removed: number }>(PURGE, reason, ({ removed }, id) => {
        toast.success(words.purged(removed, queue), {
          id,
          description: removed === 0 ? words.purgedNothing : null,
          duration: LONG_MS,
        });
      }),
  };
}

type ToastId = string | number;
interface Verb {
  readonly path: string;
  readonly title: string;
  readonly doing: string;
}
const PAUSE: Verb = { path: "pause", title: words.pauseTitle, doing: words.pausing };
const RESUME: Verb = { path: "resume", title: words.resumeTitle, doing: words.resuming };
const PURGE: Verb = { path: "purge", title: words.purgeTitle, doing: words.purging };

function showPaused(queue: string, { told, outcome }: PauseAnswer, id: ToastId): void {
  if (outcome === null) {
    const description = words.pausedUnconsumed;
    toast.success(words.paused(queue), { id, description, duration: BRIEF_MS });
    return;
  }
  const text = outcomeText("cancel_consumer", outcome);
  const fine = text.tone === "ok";
  const title = fine ? words.pausedBy(queue, told.length) : words.pausedInPart(queue);
  const show = fine ? toast.success : toast.warning;
  show(title, { id, description: <Answers text={text} />, duration: fine ? BRIEF_MS : LONG_MS });
}

function showResumed(queue: string, { pause, told, gone, outcome }: PauseAnswer, id: ToastId): void {
  const text = outcome === null ? null : outcomeText("add_consumer", outcome);
  const description: ReactNode = (
    <div className="grid gap-0.5">
      {text !== null && <Answers text={text} />}
      {gone.length > 0 && <span className="text-ink-3">{words.offline(nameList(gone))}</span>}
      {told.length === 0 && <span>{words.noConsumersNow}</span>}
    </div>
  );
  if (pause !== null) {
    toast.error(words.staysPaused(queue), {
      id,
      description,
      duration: LONG_MS,
    });
    return;
  }
  const fine = told.length > 0 && gone.length === 0 && text?.tone === "ok";
  const show = fine ? toast.success : toast.warning;
  show(words.resumed(queue, told.length), { id, description, duration: fine ? BRIEF_MS : LONG_MS });
}
