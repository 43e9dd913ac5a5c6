"use client";
// The one toast of a command: under way, then what each worker answered, or why nothing was sent.
import { Link } from "../ui/link.tsx";
import { type ToastId, toast } from "../ui/toast.ts";
import { showOutcome as words } from "../words/control.ts";
import { shared } from "../words/shared.ts";
import type { CommandName } from "./command-words.ts";
import { commandWords } from "./command-words.ts";
import { type OutcomeText, type OutcomeTone, outcomeText } from "./outcome-text.ts";
import type { CommandProblem, CommandResult } from "./send-command.ts";
import { useActivityHref } from "./use-activity-href.ts";

export interface UndoAction {
  readonly label: string;
  readonly run: () => void;
}

const SHOW = { ok: toast.success, partial: toast.warning, refused: toast.error, silent: toast.warning };
const DURATION_MS = { ok: 6_000, partial: 14_000, refused: 14_000, silent: 14_000 } satisfies Record<
  OutcomeTone,
  number
>;

export function showSending(command: CommandName): ToastId {
  return toast.loading(commandWords(command).sending, { duration: Number.POSITIVE_INFINITY });
}

/** Replaces the toast of `showSending`. */
export function showResult(
  id: ToastId,
  command: CommandName,
  result: CommandResult,
  undo: UndoAction | null,
): void {
  if (!result.ok) {
    const title = words.notSent(commandWords(command).label);
    toast.error(title, { id, description: <Problem problem={result.problem} />, duration: 14_000 });
    return;
  }
  const text = outcomeText(command, result.outcome);
  const offer = undo !== null && (text.tone === "ok" || text.tone === "partial");
  SHOW[text.tone](text.title, {
    id,
    description: <Answers text={text} ticket={result.outcome.ticket} />,
    duration: DURATION_MS[text.tone],
    ...(offer ? { action: { label: undo.label, onClick: undo.run } } : {}),
  });
}

function Problem({ problem }: { readonly problem: CommandProblem }) {
  return (
    <div className="grid gap-0.5">
      <span>{problem.message}</span>
      {Object.entries(problem.details).map(([field, accepted]) => (
        <span key={field} className="text-ink-3">
          {field}: {accepted}
        </span>
      ))}
    </div>
  );
}

export interface AnswersProps {
  readonly text: OutcomeText;
  /** Of the one command they answer; "" when there were several. */
  readonly ticket?: string;
}

export function Answers({ text, ticket = "" }: AnswersProps) {
  return (
    <div className="grid gap-0.5">
      {text.lines.map((line) => (
        <span key={`${line.who} ${line.text}`} className="break-words">
          {line.who !== "" && (
            <b className={line.ok ? "font-medium" : "font-medium text-failure"}>{line.who}: </b>
          )}
          {line.text}
        </span>
      ))}
      {text.hint !== null && <span className="text-ink-3">{text.hint}</span>}
      <OwnWords lines={text.lines} />
      <ActivityLink ticket={ticket} />
    </div>
  );
}

/** What the workers said themselves, for whoever wants to look it up. */
function OwnWords({ lines }: Pick<OutcomeText, "lines">) {
  const said = lines.flatMap(({ who, raw }) => (raw === undefined ? [] : [{ who, raw }]));
  if (said.length === 0) return null;
  return (
    <details className="text-ink-3">
      <summary className="w-max cursor-pointer">{shared.details}</summary>
      {said.map(({ who, raw }) => (
        <span key={`${who} ${raw}`} className="block break-words font-mono text-xs">
          {who}: {raw}
        </span>
      ))}
    </details>
  );
}

/** To what was written down, for those who may read it. */
function ActivityLink({ ticket }: { readonly ticket: string }) {
  const href = useActivityHref(ticket);
  if (ticket === "" || href === null) return null;
  return (
    <Link href={href} className="w-max text-accent hover:underline">
      {shared.showInActivity}
    </Link>
  );
}
