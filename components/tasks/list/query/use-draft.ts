"use client";
// What stands in the query box while it is typed. Text is searched for once the typing rests; fields narrow the list when they
// are chosen or entered, and leave the box for a chip. The address may change the text from outside (Back, a link).
import { useEffect, useRef, useState } from "react";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { readQueryText } from "#lib/tasks/query.ts";
import { isUnfinished, withLastWord } from "./query-text.ts";

const REST_MS = 220;

export interface Draft {
  readonly draft: string;
  readonly type: (draft: string) => void;
  /** Takes a suggestion in the place of the last word. */
  readonly choose: (query: string) => void;
  readonly submit: () => void;
}

type Narrow = (change: Partial<TaskFilter>, how?: "push" | "replace") => void;

export function useDraft(text: string | null, onNarrow: Narrow): Draft {
  const [draft, setDraft] = useState(text ?? "");
  const told = useRef(text);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);

  useEffect(() => {
    if (text !== told.current) setDraft(text ?? "");
    told.current = text;
  }, [text]);
  useEffect(() => () => clearTimeout(timer.current), []);

  const search = (value: string | null, change: Partial<TaskFilter> = {}): void => {
    clearTimeout(timer.current);
    // A word more of the same search is not a step of its own for Back.
    const how =
      told.current !== null && value !== null && Object.keys(change).length === 0 ? "replace" : "push";
    if (value === told.current && Object.keys(change).length === 0) return;
    told.current = value;
    onNarrow({ ...change, text: value }, how);
  };
  const commit = (query: string): void => {
    const { fields, text: rest } = readQueryText(query);
    setDraft(rest);
    search(rest === "" ? null : rest, fields);
  };
  const type = (next: string): void => {
    setDraft(next);
    clearTimeout(timer.current);
    if (isUnfinished(next)) return;
    timer.current = setTimeout(() => {
      const { fields, text: rest } = readQueryText(next);
      if (Object.keys(fields).length === 0) search(rest === "" ? null : rest);
      else commit(next);
    }, REST_MS);
  };
  const choose = (query: string): void => {
    const next = withLastWord(draft, query);
    if (query.endsWith(":")) setDraft(next);
    else commit(next);
  };
  return { draft, type, choose, submit: () => commit(draft) };
}
