"use client";
// The audit log, or what it holds of one task, asked for again whenever the server says that it has grown.
import { useEffect, useState } from "react";
import { encodeValue } from "#lib/address.ts";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { type ApiProblem, requestJson } from "../../live/api.ts";
import { useAuditNews } from "../../live/use-audit-news.ts";

/** As many as the server holds in memory. */
export const AUDIT_LIMIT = 1_000;
/** Several commands in one moment are one question. */
const GATHER_MS = 200;

export interface Audit {
  /** null until the first answer. */
  readonly entries: readonly AuditEntry[] | null;
  /** Older entries are not held any more; null: all are. */
  readonly since: number | null;
  readonly problem: ApiProblem | null;
}

export function useAudit(): Audit {
  return useEntries(`/api/v1/audit?limit=${AUDIT_LIMIT}`);
}

/** Only what was done to this task; null: whoever looks may not know, and nothing is asked. */
export function useAuditOf(task: string | null): Audit {
  return useEntries(task === null ? null : `/api/v1/audit?task=${encodeValue(task)}`);
}

function useEntries(path: string | null): Audit {
  const news = useAuditNews();
  const [audit, setAudit] = useState<Audit>({ entries: null, since: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is why it is asked again
  useEffect(() => {
    if (path === null) return;
    const giveUp = new AbortController();
    const timer = setTimeout(async () => {
      const answer = await requestJson<Pick<Audit, "since"> & { entries: readonly AuditEntry[] }>(path, {
        signal: giveUp.signal,
      });
      if (giveUp.signal.aborted) return;
      if (answer.ok) setAudit({ ...answer.value, problem: null });
      else setAudit((before) => ({ ...before, problem: answer.error }));
    }, GATHER_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [news, path]);
  return audit;
}
