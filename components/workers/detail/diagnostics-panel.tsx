"use client";
// Questions that are asked only when somebody wants to know: a report, memory, the clock, a heartbeat.
import { HeartPulse } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import { AnswerList, wholeText } from "../../control/answer-list.tsx";
import { ask, type Question } from "../../control/ask.ts";
import { CommandButton } from "../../control/command-button.tsx";
import { useAsk } from "../../control/use-ask.ts";
import { useLacking } from "../../control/use-forbidden.ts";
import { Button } from "../../ui/button.tsx";
import { Copyable } from "../../ui/copyable.tsx";
import { shared } from "../../words/shared.ts";
import { diagnosticsPanel as words } from "../../words/workers-detail.ts";
import { unreachable } from "../worker-facts.ts";

interface Asked {
  readonly question: Question;
  readonly label: string;
  readonly hint: string;
  /** Looks into its memory: for those who may act on it. */
  readonly heavy: boolean;
}

const QUESTIONS: readonly Asked[] = [
  { question: "report", label: words.report, hint: words.reportTitle, heavy: false },
  { question: "clock", label: words.clock, hint: words.clockTitle, heavy: false },
  { question: "memsample", label: words.memory, hint: words.needsPsutil, heavy: true },
  { question: "memdump", label: words.memorySamples, hint: words.needsPsutil, heavy: true },
];

export function DiagnosticsPanel({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const { answer, pending, run } = useAsk();
  const away = unreachable(worker);
  const lacking = useLacking("control");
  const destination = [worker.key];
  return (
    <div className="grid gap-3 px-4 py-3">
      <div className="flex flex-wrap gap-2">
        {QUESTIONS.map(({ question, label, hint, heavy }) => (
          <Button
            key={question}
            title={hint}
            busy={pending}
            reason={away ?? (heavy ? lacking : null)}
            onClick={() => void run(() => ask(question, { destination }))}
          >
            {label}
          </Button>
        ))}
        <CommandButton
          command="heartbeat"
          destination={destination}
          disabledReason={away}
          icon={<HeartPulse size={14} aria-hidden />}
        />
      </div>
      {answer === null ? (
        <p className="max-w-[70ch] text-ink-3">
          {words.nothingYet[0]}
          <code className="font-mono text-sm">{words.nothingYet[1]}</code>
          {words.nothingYet[2]}
        </p>
      ) : (
        <AnswerList answer={answer}>
          {({ text, value }) => {
            const whole = wholeText(value);
            if (whole === null) return <span>{value === null ? words.noPsutil : text}</span>;
            return (
              <div className="grid gap-1">
                <pre className="max-h-[60vh] overflow-auto rounded-md border border-line bg-sunken px-3 py-2 font-mono text-sm">
                  {whole}
                </pre>
                <Copyable value={whole} label={words.copyAnswer}>
                  {shared.copy}
                </Copyable>
              </div>
            );
          }}
        </AnswerList>
      )}
    </div>
  );
}
