"use client";
// What each worker answered, one part a worker; who did not answer is named and never called offline.
import type { ReactNode } from "react";
import type { WorkerReply } from "#lib/control/outcome.ts";
import { plainReply } from "#lib/control/plain-reply.ts";
import type { Json } from "#lib/json.ts";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { answerList as words } from "../words/control-parts.ts";
import type { Answer } from "./ask.ts";
import { nameList, SILENCE } from "./outcome-text.ts";

export interface AnswerListProps {
  readonly answer: Answer;
  /** Draws one answer; by default its text, and what else it holds as JSON. */
  readonly children?: (reply: WorkerReply) => ReactNode;
}

export function AnswerList({ answer, children = plain }: AnswerListProps): ReactNode {
  if (!answer.ok) {
    return (
      <div role="alert" className="grid gap-0.5 text-bad">
        <span>{answer.problem.message}</span>
      </div>
    );
  }
  const { replies, missing, matched } = answer.outcome;
  if (replies.length === 0 && missing.length === 0) {
    return <EmptyState title={words.none}>{SILENCE}</EmptyState>;
  }
  return (
    <div className="grid gap-2" aria-live="polite">
      {matched !== undefined && <p className="text-ink-3 text-sm">{words.asked(nameList(matched))}</p>}
      <ul className="grid gap-2">
        {replies.map((reply) => (
          <li key={reply.hostname} className="grid min-w-0 gap-0.5">
            <b className="font-medium">{reply.hostname}</b>
            {reply.ok ? children(reply) : <Said text={reply.text} className="text-failure" />}
          </li>
        ))}
      </ul>
      {missing.length > 0 && (
        <p className="text-ink-2">
          {words.noAnswerFrom(nameList(missing))}
          <span className="text-ink-3">{SILENCE}</span>
        </p>
      )}
    </div>
  );
}

function plain({ text, value }: WorkerReply): ReactNode {
  const whole = wholeText(value);
  return whole === null ? (
    <Said text={text} />
  ) : (
    <pre className="max-h-72 overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm">
      {whole}
    </pre>
  );
}

/** In plain English; the worker's own words are behind it. */
export function Said({ text, className }: { readonly text: string; readonly className?: string }): ReactNode {
  const plain = plainReply(text);
  if (plain === text) return <span className={cn("[overflow-wrap:anywhere]", className)}>{text}</span>;
  return (
    <details className={cn("inline-block max-w-full [overflow-wrap:anywhere]", className)}>
      <summary className="cursor-pointer">{plain}</summary>
      <span className="font-mono text-ink-3 text-xs">{text}</span>
    </details>
  );
}

/** null when one line says it all. */
export function wholeText(value: Json): string | null {
  if (typeof value === "string") return value.includes("\n") ? value.trim() : null;
  if (value === null || typeof value !== "object") return null;
  if ("ok" in value) return typeof value.ok === "string" && value.ok.includes("\n") ? value.ok.trim() : null;
  return JSON.stringify(value, null, 2);
}
