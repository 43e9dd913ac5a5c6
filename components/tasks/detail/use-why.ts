"use client";
// Why the shown task has not ended: asked when the page opens, when the task or the audit log moves, and every few seconds
// while somebody looks, because what keeps it (its queue, its worker) moves without it.
import { useEffect, useState } from "react";
import { requestJson } from "#components/live/api.ts";
import { useAuditNews } from "#components/live/use-audit-news.ts";
import { usePaused } from "#components/live/use-paused.ts";
import { encodeName } from "#lib/address.ts";
import type { WhyAnswer } from "#lib/api/task-schemas.ts";
import { isFinished } from "#lib/tasks/precedence.ts";
import type { Task } from "#lib/tasks/task.ts";

const EVERY_MS = 5_000;

/** `reasons` null: not known yet. */
export type Why = Pick<WhyAnswer, "revoke"> & { readonly reasons: WhyAnswer["reasons"] | null };

/** Several commands in one moment are one question. */
const GATHER_MS = 200;

/** null: not known yet, or the task has ended. Why it waited before it moved is no longer said. */
export function useWhy({ uuid, state, retries, worker, eta }: Task): Why | null {
  const news = useAuditNews();
  const { paused } = usePaused();
  const [answer, setAnswer] = useState<(WhyAnswer & { readonly of: string }) | null>(null);
  const moved = `${state} ${retries} ${worker} ${eta}`;
  const over = isFinished(state);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a task or an audit log that moved is a new question
  useEffect(() => {
    if (over || paused) return;
    const stale = new AbortController();
    let isAsking = false;
    const ask = async () => {
      if (document.hidden || isAsking) return;
      isAsking = true;
      const path = `/api/v1/tasks/${encodeName(uuid)}/why`;
      const told = await requestJson<WhyAnswer>(path, { signal: stale.signal });
      isAsking = false;
      if (told.ok && !stale.signal.aborted) setAnswer({ ...told.value, of: moved });
    };
    const first = setTimeout(() => void ask(), GATHER_MS);
    const timer = setInterval(() => void ask(), EVERY_MS);
    document.addEventListener("visibilitychange", ask);
    return () => {
      stale.abort();
      clearTimeout(first);
      clearInterval(timer);
      document.removeEventListener("visibilitychange", ask);
    };
  }, [uuid, moved, over, paused, news]);
  if (over || answer === null) return null;
  return answer.of === moved ? answer : { revoke: answer.revoke, reasons: null };
}
