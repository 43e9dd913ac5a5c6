// How a command ended, in a word and a mark: never by colour alone.
import { CircleCheck, CircleDashed, CircleSlash, TriangleAlert } from "lucide-react";
import type { ReactNode } from "react";
import { results as words } from "../../words/control-parts.ts";
import type { RecordOutcome } from "./records.ts";

export const RESULTS = ["done", "partial", "refused", "open"] as const satisfies readonly RecordOutcome[];

export const RESULT_WORDS: Readonly<Record<RecordOutcome, string>> = {
  done: words.done,
  partial: words.partly,
  refused: words.refused,
  open: words.open,
};

const LOOKS: Readonly<Record<RecordOutcome, { readonly icon: typeof CircleCheck; readonly colour: string }>> =
  {
    done: { icon: CircleCheck, colour: "text-success" },
    partial: { icon: TriangleAlert, colour: "text-warn" },
    refused: { icon: CircleSlash, colour: "text-failure" },
    open: { icon: CircleDashed, colour: "text-ink-3" },
  };

export function ResultMark({ result }: { readonly result: RecordOutcome }): ReactNode {
  const { icon: Icon, colour } = LOOKS[result];
  return (
    <span className={`inline-flex shrink-0 items-center gap-1.5 ${colour}`}>
      <Icon size={14} aria-hidden />
      {RESULT_WORDS[result]}
    </span>
  );
}
