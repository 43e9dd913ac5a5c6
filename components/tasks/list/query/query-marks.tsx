"use client";
// What is not understood of a query: a wave under the words, and under the box what is wrong with each and what to do.
import { TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { cn } from "#components/ui/cn.ts";
import type { Fault } from "#lib/tasks/query/expr.ts";
import { queryMarks as words } from "../../../words/tasks-list.ts";
import { TEXT_LOOK } from "./query-field.ts";

export interface QueryMarksProps {
  readonly text: string;
  readonly faults: readonly Fault[];
  /** How far the input is scrolled sideways, in px. */
  readonly left: number;
}

/** Lies under the input, letter under letter. */
export function QueryMarks({ text, faults, left }: QueryMarksProps): ReactNode {
  if (faults.length === 0) return null;
  return (
    <span
      aria-hidden
      className={cn("pointer-events-none absolute inset-0 overflow-hidden whitespace-pre", TEXT_LOOK)}
    >
      <span className="block h-7 text-transparent leading-7" style={{ transform: `translateX(${-left}px)` }}>
        {partsOf(text, faults).map(({ from, part, wrong }) =>
          wrong ? (
            <mark
              key={from}
              data-fault={part}
              className="bg-bad-soft text-transparent underline decoration-2 decoration-bad decoration-wavy underline-offset-3"
            >
              {part}
            </mark>
          ) : (
            <span key={from}>{part}</span>
          ),
        )}
      </span>
    </span>
  );
}

/** Where it is wrong behind the last letter, a blank is marked. */
function partsOf(text: string, faults: readonly Fault[]) {
  const parts: { from: number; part: string; wrong: boolean }[] = [];
  let at = 0;
  for (const { from, to } of faults) {
    const [start, end] = [Math.max(at, from), Math.max(from + 1, to)];
    if (start >= end) continue;
    if (start > at) parts.push({ from: at, part: text.slice(at, start), wrong: false });
    parts.push({ from: start, part: text.slice(start, end).padEnd(1), wrong: true });
    at = end;
  }
  return parts;
}

export interface QueryFaultsProps {
  readonly id: string;
  readonly text: string;
  readonly faults: readonly Fault[];
  /** Nothing else is shown in its place. */
  readonly alone: boolean;
}

/** Always there, so that a change is announced. */
export function QueryFaults({ id, text, faults, alone }: QueryFaultsProps): ReactNode {
  return (
    <div id={id} role="status" className="text-sm">
      {faults.length > 0 && (
        <ul className="grid gap-0.5 px-2 pt-1.5">
          {faults.map(({ from, to, text: wrong }) => (
            <li key={`${from} ${wrong}`} className="flex items-start gap-1.5 text-bad">
              <TriangleAlert size={13} aria-hidden className="mt-0.5 shrink-0" />
              <span className="min-w-0 [overflow-wrap:anywhere]">
                {!wrong.includes(text.slice(from, to)) && (
                  <code className="font-mono">{text.slice(from, to)} – </code>
                )}
                {wrong}
              </span>
            </li>
          ))}
          <li className="pl-5 text-ink-2">{alone ? words.notRun : words.notRunYet}</li>
        </ul>
      )}
    </div>
  );
}
