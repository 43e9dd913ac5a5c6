"use client";
// The audit log, asked for again whenever the server says that it has grown.
import { useEffect, useState } from "react";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { type ApiProblem, requestJson } from "../live/api.ts";
import { useAuditNews } from "../live/use-audit-news.ts";

/** As many as the server holds in memory. */
export const AUDIT_LIMIT = 1_000;
/** Several commands in one moment are one question. */
const GATHER_MS = 200;

export interface Audit {
  /** null until the first answer. */
  readonly entries: readonly AuditEntry[] | null;
  readonly problem: ApiProblem | null;
}

export function useAudit(): Audit {
  const news = useAuditNews();
  const [audit, setAudit] = useState<Audit>({ entries: null, problem: null });
  // biome-ignore lint/correctness/useExhaustiveDependencies: news is why it is asked again
  useEffect(() => {
    const giveUp = new AbortController();
    const timer = setTimeout(async () => {
      const path = `/api/v1/audit?limit=${AUDIT_LIMIT}`;
      const answer = await requestJson<{ entries: readonly AuditEntry[] }>(path, { signal: giveUp.signal });
      if (giveUp.signal.aborted) return;
      if (answer.ok) setAudit({ entries: answer.value.entries, problem: null });
      else setAudit(({ entries }) => ({ entries, problem: answer.error }));
    }, GATHER_MS);
    return () => {
      clearTimeout(timer);
      giveUp.abort();
    };
  }, [news]);
  return audit;
}
