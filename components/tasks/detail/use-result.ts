"use client";
// What the result backend holds of the shown task: asked when the page opens and when the task's state moves, for the
// backend itself pushes nothing.
import { useEffect, useState } from "react";
import { type ApiResult, requestJson } from "#components/live/api.ts";
import { encodeName } from "#lib/address.ts";
import type { TaskResultAnswer } from "#lib/api/send-schemas.ts";

/** null until the first answer, and of no task; the last answer stays while the next is on its way. */
export function useResult(uuid: string | null, moved: string): ApiResult<TaskResultAnswer> | null {
  const [answer, setAnswer] = useState<ApiResult<TaskResultAnswer> | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a state that moved is a new question
  useEffect(() => {
    if (uuid === null) return;
    const stale = new AbortController();
    const path = `/api/v1/tasks/${encodeName(uuid)}/result`;
    requestJson<TaskResultAnswer>(path, { signal: stale.signal }).then((result) => {
      if (!stale.signal.aborted) setAnswer(result);
    });
    return () => stale.abort();
  }, [uuid, moved]);
  return answer;
}
