"use client";
// Which task this one is a retry of, and which one it was retried as. Asked again when a batch begins or ends.
import { RotateCcw } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { requestJson } from "#components/live/api.ts";
import { useTopic } from "#components/live/use-topic.ts";
import { Link } from "#components/ui/link.tsx";
import { encodeName } from "#lib/address.ts";
import { taskPath } from "#lib/routes.ts";
import { retryLinks as texts } from "../../words/tasks-detail.ts";

interface Retries {
  readonly retryOf: string | null;
  readonly retriedAs: string | null;
}

export function RetryLinks({ uuid }: { readonly uuid: string }): ReactNode {
  const { view } = useTopic({ kind: "batches" });
  const moved = (view?.lists.batches ?? []).map(({ key, status }) => `${key} ${status}`).join();
  const [retries, setRetries] = useState<Retries | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a batch that moved may have retried this task
  useEffect(() => {
    const stale = new AbortController();
    const path = `/api/v1/tasks/${encodeName(uuid)}/retries`;
    requestJson<Retries>(path, { signal: stale.signal }).then((answer) => {
      if (answer.ok && !stale.signal.aborted) setRetries(answer.value);
    });
    return () => stale.abort();
  }, [uuid, moved]);
  if (retries === null || (retries.retryOf === null && retries.retriedAs === null)) return null;
  return (
    <p className="flex flex-wrap items-center gap-x-4 gap-y-1 rounded-lg border border-line bg-surface px-4 py-2.5 shadow-card">
      <RotateCcw size={14} aria-hidden className="text-ink-3" />
      <LinkTo words={texts.next} uuid={retries.retriedAs} />
      <LinkTo words={texts.before} uuid={retries.retryOf} />
    </p>
  );
}

function LinkTo({ words, uuid }: { readonly words: string; readonly uuid: string | null }): ReactNode {
  if (uuid === null) return null;
  return (
    <span className="min-w-0 [overflow-wrap:anywhere]">
      {words}{" "}
      <Link href={taskPath(uuid)} className="font-mono text-accent text-sm hover:underline">
        {uuid}
      </Link>
    </span>
  );
}
