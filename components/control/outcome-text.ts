// Turns what the workers answered into a few words: one headline, one line per kind of answer, one hint.
// "No answer from 2 of 5" is an ordinary outcome: it is told, and never called an error or "offline".
import type { ControlOutcome, WorkerReply } from "#lib/control/outcome.ts";
import { plainReply } from "#lib/control/plain-reply.ts";
import { outcomeText as texts } from "../words/control.ts";
import { type CommandName, commandWords } from "./command-words.ts";

export type OutcomeTone = "ok" | "partial" | "refused" | "silent";
interface OutcomeLine {
  readonly ok: boolean;
  readonly who: string;
  readonly text: string;
  /** The worker's own words, where `text` says them otherwise. */
  readonly raw?: string | undefined;
}
export interface OutcomeText {
  readonly tone: OutcomeTone;
  readonly title: string;
  readonly lines: readonly OutcomeLine[];
  readonly hint: string | null;
}

const MAX_LINES = 5;
const MAX_NAMES = 3;
export const SILENCE = texts.silence;

/** Total and bounded, whatever the number of workers. */
export function outcomeText(command: CommandName, outcome: ControlOutcome): OutcomeText {
  const words = commandWords(command);
  if (command === "shutdown") {
    const hint = texts.shutdownSilence;
    return { tone: "ok", title: words.done, lines: lines(outcome), hint };
  }
  if (nobodyKnewTheTask(outcome)) {
    const hint = texts.unknownTaskMeans;
    return { tone: "refused", title: texts.unknownTask(words.label), lines: lines(outcome), hint };
  }
  const failed = outcome.replies.filter((reply) => !reply.ok).length;
  const answered = outcome.replies.length;
  const tone = toneOf(answered, failed, outcome.missing.length);
  return {
    tone,
    title: titleOf(words, tone, { answered, failed, of: total(outcome) }),
    lines: lines(outcome),
    hint: outcome.missing.length > 0 || answered === 0 ? SILENCE : null,
  };
}

/** "celery@a, celery@b and 4 more" */
export function nameList(names: readonly string[]): string {
  if (names.length <= MAX_NAMES) {
    const last = names.at(-1) ?? "";
    return names.length < 2 ? last : texts.allNames(names, last);
  }
  return texts.firstNames(names, MAX_NAMES);
}

/** `terminate` answers ok with "tasks unknown" when there was nothing to stop (docs/protocol/control.md D4). */
function nobodyKnewTheTask(outcome: ControlOutcome): boolean {
  return (
    outcome.replies.length > 0 &&
    outcome.replies.every((reply) => reply.ok && /\btasks unknown\b/.test(reply.text))
  );
}

function toneOf(answered: number, failed: number, missing: number): OutcomeTone {
  if (answered === 0) return "silent";
  if (failed === answered) return "refused";
  return failed > 0 || missing > 0 ? "partial" : "ok";
}

function titleOf(
  words: { readonly label: string; readonly done: string },
  tone: OutcomeTone,
  { answered, failed, of }: { answered: number; failed: number; of: number },
): string {
  switch (tone) {
    case "ok":
      return answered === 1 ? words.done : texts.doneBy(words.done, answered);
    case "silent":
      return of > 1 ? texts.silentAll(words.label, of) : texts.silentOne(words.label);
    case "refused":
      return failed === 1 ? texts.refusedOne(words.label) : texts.refusedBy(words.label, failed, of);
    case "partial":
      return failed > 0
        ? texts.agreed(words.label, answered - failed, of)
        : texts.answered(words.label, answered, of);
  }
}

function total(outcome: ControlOutcome): number {
  return Math.max(outcome.expected ?? 0, outcome.replies.length + outcome.missing.length);
}

function wordsOf(raw: string): Pick<OutcomeLine, "text" | "raw"> {
  const text = plainReply(raw);
  return text === raw ? { text } : { text, raw };
}

/** Workers that said the same thing share a line; errors come first. */
function lines(outcome: ControlOutcome): OutcomeLine[] {
  const groups = new Map<string, WorkerReply[]>();
  for (const reply of outcome.replies) {
    const key = `${reply.ok}\n${reply.text}`;
    groups.set(key, [...(groups.get(key) ?? []), reply]);
  }
  const said = [...groups.values()]
    .map((group) => ({
      ok: group[0]?.ok ?? true,
      who: nameList(group.map((reply) => reply.hostname)),
      ...wordsOf(group[0]?.text ?? ""),
    }))
    .sort((a, b) => Number(a.ok) - Number(b.ok));
  const silent =
    outcome.missing.length === 0 ? [] : [{ ok: false, who: nameList(outcome.missing), text: texts.noAnswer }];
  const all = [...silent, ...said];
  if (all.length <= MAX_LINES) return all;
  const rest = all.length - (MAX_LINES - 1);
  return [...all.slice(0, MAX_LINES - 1), { ok: true, who: "", text: texts.otherAnswers(rest) }];
}
