"use client";
// Asks what a batch would do, each time the question changes; an older answer never replaces a newer one.
import { useEffect, useState } from "react";
import type { Preflight } from "#lib/api/batch-schemas.ts";
import type { BatchKind } from "#lib/batches/batch.ts";
import { type ApiResult, requestJson } from "../../live/api.ts";
import { type BatchSelection, selectionBody } from "./batch-selection.ts";

export interface PreflightQuestion {
  readonly kind: BatchKind;
  readonly selection: BatchSelection;
  /** For retries of tasks whose queue is not known; empty: none was chosen. */
  readonly queue: string;
  /** Ask anew when it changes. */
  readonly round: number;
}

/** null while it is not known. */
export function usePreflight({
  kind,
  selection,
  queue,
  round,
}: PreflightQuestion): ApiResult<Preflight> | null {
  const [answer, setAnswer] = useState<ApiResult<Preflight> | null>(null);
  const body = JSON.stringify({ kind, selection: selectionBody(selection), ...(queue !== "" && { queue }) });
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new round is a new question
  useEffect(() => {
    const stale = new AbortController();
    requestJson<Preflight>("/api/v1/batches/preflight", { text: body, signal: stale.signal }).then(
      (result) => {
        if (!stale.signal.aborted) setAnswer(result);
      },
    );
    return () => stale.abort();
  }, [body, round]);
  return answer;
}
