"use client";
// Where a task is now: every worker is asked whether it holds it, and each answer is shown as it is.
import { type ReactNode, useEffect } from "react";
import type { WorkerReply } from "#lib/control/outcome.ts";
import { workerPath } from "#lib/routes.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Link } from "../ui/link.tsx";
import { whereDialog as words } from "../words/control-parts.ts";
import { AnswerList } from "./answer-list.tsx";
import { ask } from "./ask.ts";
import { useAsk } from "./use-ask.ts";

export interface WhereDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly uuid: string;
}

const MEANING: Readonly<Record<string, string>> = {
  active: words.running,
  reserved: words.reserved,
  scheduled: words.scheduled,
  ready: words.ready,
};

export function WhereDialog({ open, onOpenChange, uuid }: WhereDialogProps): ReactNode {
  const { answer, pending, run } = useAsk();
  useEffect(() => {
    if (open) void run(() => ask("query_task", { arguments: { ids: [uuid] }, destination: null }));
  }, [open, run, uuid]);
  const again = () => void run(() => ask("query_task", { arguments: { ids: [uuid] }, destination: null }));
  const holders = answer?.ok ? answer.outcome.replies.filter((reply) => stateIn(reply, uuid) !== null) : [];
  const nobody = answer?.ok && holders.length === 0;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={words.title}
      description={uuid}
      footer={
        <Button busy={pending} onClick={again}>
          {words.askAgain}
        </Button>
      }
    >
      <div className="grid gap-3">
        {answer === null && <p className="text-ink-3">{words.asking}</p>}
        {nobody === true && <p>{words.nowhere}</p>}
        {answer !== null && (
          <AnswerList answer={answer}>{(reply) => <Found reply={reply} uuid={uuid} />}</AnswerList>
        )}
      </div>
    </Dialog>
  );
}

function Found({ reply, uuid }: { readonly reply: WorkerReply; readonly uuid: string }): ReactNode {
  const state = stateIn(reply, uuid);
  if (state === null) return <span className="text-ink-3">{words.not}</span>;
  return (
    <span>
      <Link href={workerPath(reply.hostname)} className="text-accent hover:underline">
        {state}
      </Link>{" "}
      <span className="text-ink-2">{MEANING[state]}</span>
    </span>
  );
}

/** `{id: ["active", info]}`; null where the id is missing. */
function stateIn({ value }: WorkerReply, uuid: string): string | null {
  if (value === null || typeof value !== "object" || Array.isArray(value)) return null;
  const found = (value as Readonly<Record<string, unknown>>)[uuid]; // an object of JSON
  return Array.isArray(found) && typeof found[0] === "string" ? found[0] : null;
}
