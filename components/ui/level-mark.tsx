// The square mark of a finding: how bad it is, as a sign, a word and a colour.
import type { ReactNode } from "react";
import { levelMark as words } from "../words/ui.ts";
import { cn } from "./cn.ts";

export type Level = "bad" | "warn" | "info";

const LOOKS: Readonly<Record<Level, { sign: string; word: string; ground: string }>> = {
  bad: { sign: "!", word: words.problem, ground: "bg-bad" },
  warn: { sign: "!", word: words.warning, ground: "bg-warn" },
  info: { sign: "i", word: words.note, ground: "bg-info" },
};

export interface LevelMarkProps {
  readonly level: Level;
  /** It is known: an outline only. */
  readonly quiet?: boolean;
}

export function LevelMark({ level, quiet = false }: LevelMarkProps): ReactNode {
  const look = LOOKS[level];
  return (
    <span
      role="img"
      aria-label={look.word}
      className={cn(
        "grid size-3.5 shrink-0 place-items-center rounded-sm font-extrabold text-[10px] leading-none",
        quiet ? "border border-line-strong text-ink-2" : cn("text-surface", look.ground),
      )}
    >
      {look.sign}
    </span>
  );
}
