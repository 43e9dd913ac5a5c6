"use client";
// What waits in a queue, read when somebody asks; it does not move by itself.
import { useCallback, useEffect, useRef, useState } from "react";
import { encodeName } from "#lib/address.ts";
import type { Waiting } from "#lib/queues/waiting-view.ts";
import { requestJson } from "../../live/api.ts";

export interface Look {
  /** The last answer; null before the first. */
  readonly waiting: Waiting | null;
  readonly problem: string | null;
  readonly pending: boolean;
  readonly look: () => void;
}

export function useWaiting(queue: string): Look {
  const [state, setState] = useState<Omit<Look, "look">>({ waiting: null, problem: null, pending: false });
  const asking = useRef<AbortController | null>(null);
  useEffect(() => () => asking.current?.abort(), []);
  const look = useCallback(() => {
    asking.current?.abort();
    const mine = new AbortController();
    asking.current = mine;
    setState((before) => ({ ...before, pending: true }));
    void requestJson<Waiting>(`/api/v1/queues/${encodeName(queue)}/waiting`, { signal: mine.signal }).then(
      (answer) => {
        if (mine.signal.aborted) return;
        if (answer.ok) setState({ waiting: answer.value, problem: null, pending: false });
        else setState((before) => ({ ...before, problem: answer.error.message, pending: false }));
      },
    );
  }, [queue]);
  return { ...state, look };
}
