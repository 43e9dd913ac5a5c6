"use client";
// A question under way and its last answer. A second click while one is under way is ignored.
import { useCallback, useRef, useState } from "react";
import type { Answer } from "./ask.ts";

export interface Asker {
  readonly answer: Answer | null;
  readonly pending: boolean;
  readonly run: (question: () => Promise<Answer>) => Promise<void>;
}

export function useAsk(): Asker {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const [answer, setAnswer] = useState<Answer | null>(null);
  const run = useCallback(async (question: () => Promise<Answer>) => {
    if (busy.current) return;
    busy.current = true;
    setPending(true);
    try {
      setAnswer(await question());
    } finally {
      busy.current = false;
      setPending(false);
    }
  }, []);
  return { answer, pending, run };
}
