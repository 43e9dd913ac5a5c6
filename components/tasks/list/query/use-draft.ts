"use client";
// What stands in the query box while it is typed. Words are searched for once the typing rests; a field's value narrows the
// list when it is chosen or entered, and leaves the box for a chip where there is one for it. What is not understood is
// marked, and nothing is run in its place. The address may change the text from outside (Back, a link).
import { type RefObject, useCallback, useEffect, useMemo, useRef, useState } from "react";
import { FIELD_NAMES, given, type TaskFilter } from "#lib/tasks/filter.ts";
import { printFilter, readFilter } from "#lib/tasks/filter-query.ts";
import type { Fault } from "#lib/tasks/query/expr.ts";
import { isUnfinished, type Suggestions, withChosen, wordAt } from "./query-text.ts";

const REST_MS = 220;
/** So long after the last key, the word at the caret is taken for what was meant. */
const MEANT_MS = 1_200;

export interface Draft {
  readonly draft: string;
  readonly caret: number;
  /** In the order of their places; not of the word that is still typed. */
  readonly faults: readonly Fault[];
  /** It is not what the list shows. */
  readonly pending: boolean;
  /** Where the caret is to be put after a choice; null: where it is. */
  readonly jump: RefObject<number | null>;
  readonly type: (draft: string, caret: number) => void;
  readonly moveCaret: (caret: number) => void;
  readonly choose: (at: Suggestions, insert: string) => void;
  readonly submit: () => void;
  readonly empty: () => void;
  /** Writes it into the box and runs it. */
  readonly put: (query: string) => void;
}

type Narrow = (change: Partial<TaskFilter>, how?: "push" | "replace") => void;

/** What the box says of a filter: all that is no chip. */
export function boxText({ text, q }: TaskFilter): string {
  return printFilter({ text, q });
}

export function useDraft(filter: TaskFilter, onNarrow: Narrow): Draft {
  const text = boxText(filter);
  const [{ draft, caret }, setTyped] = useState({ draft: text, caret: text.length });
  const [meant, setMeant] = useState(true);
  const told = useRef(text);
  const jump = useRef<number | null>(null);
  const { stop, after } = useTimers();
  const write = useCallback(
    (query: string, at: number, isMeant: boolean): void => {
      stop();
      setTyped({ draft: query, caret: at });
      setMeant(isMeant);
    },
    [stop],
  );
  useEffect(() => {
    if (text !== told.current) write(text, text.length, true);
    told.current = text;
  }, [text, write]);
  const read = useMemo(() => readFilter(draft), [draft]);
  const faults = useMemo(
    () => marked(read.ok ? [] : read.faults, draft, caret, meant),
    [read, draft, caret, meant],
  );

  const run = (next: TaskFilter): void => {
    const change = restricting(next);
    const value = boxText(next);
    const narrows = Object.keys(change).length > 0;
    if (value === told.current && !narrows) return;
    // A word more of the same search is not a step of its own for Back.
    const how = told.current !== "" && value !== "" && !narrows ? "replace" : "push";
    told.current = value;
    onNarrow({ ...change, text: null, q: next.q }, how);
  };
  /** All of it, as meant. */
  const commit = (query: string): void => {
    const wanted = readFilter(query);
    if (!wanted.ok) {
      write(query, query.length, true);
      return;
    }
    const rest = boxText(wanted.filter);
    const next = rest !== "" && /\s$/.test(query) ? `${rest} ` : rest;
    write(next, next.length, true);
    run(wanted.filter);
  };
  const type = (next: string, at: number): void => {
    write(next, at, false);
    after(MEANT_MS, () => setMeant(true));
    const wanted = readFilter(next);
    if (isUnfinished(next, at) || !wanted.ok) return;
    const narrows = Object.keys(restricting(wanted.filter)).length > 0;
    after(REST_MS, () => (narrows ? commit(next) : run(wanted.filter)));
  };
  const choose = (at: Suggestions, insert: string): void => {
    const [next, behind] = withChosen(draft, at, insert);
    if (at.items.some((item) => item.insert === insert && item.open)) {
      jump.current = behind;
      write(next, behind, false);
    } else commit(next);
  };
  return {
    ...{ draft, caret, faults, jump, type, choose },
    pending: read.ok && (Object.keys(restricting(read.filter)).length > 0 || boxText(read.filter) !== text),
    moveCaret: (at) => setTyped((now) => (now.caret === at ? now : { ...now, caret: at })),
    submit: () => commit(draft),
    empty: () => write("", 0, true),
    put: commit,
  };
}

function useTimers() {
  const timers = useRef<ReturnType<typeof setTimeout>[]>([]);
  const stop = useCallback(() => {
    for (const timer of timers.current.splice(0)) clearTimeout(timer);
  }, []);
  const after = useCallback((ms: number, act: () => void) => {
    timers.current.push(setTimeout(act, ms));
  }, []);
  useEffect(() => stop, [stop]);
  return { stop, after };
}

/** What has a chip. */
function restricting(filter: TaskFilter): Partial<TaskFilter> {
  const names = FIELD_NAMES.filter((name) => name !== "q" && name !== "text" && given(filter, name) !== null);
  return Object.fromEntries(names.map((name) => [name, filter[name]]));
}

function marked(faults: readonly Fault[], draft: string, caret: number, meant: boolean): readonly Fault[] {
  if (meant || faults.length === 0) return faults;
  const { word, to } = wordAt(draft, caret);
  const from = word?.from ?? caret;
  return faults.filter((fault) => fault.to < from || fault.from > to);
}
