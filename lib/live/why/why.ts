// What the sentences about a task that waits are made of.
import { formatBrief } from "../../format/duration.ts";
import type { FindingLevel } from "../views.ts";
import type { WaitingFacts } from "./waiting-facts.ts";

/** Of a sentence: text, a moment (epoch ms), or a link. Readers have zones of their own. */
export type WhyPart = string | { readonly at: number } | { readonly href: string; readonly text: string };

export interface Why {
  readonly key: string;
  readonly level: FindingLevel;
  readonly text: readonly WhyPart[];
  /** What can be done about it. */
  readonly remedy: readonly WhyPart[] | null;
}

/** A revoke or terminate of this task that was sent from here. */
export interface RevokeSent {
  readonly at: number;
  readonly terminate: boolean;
  /** null: whoever asks may not read who did what. */
  readonly by: string | null;
  /** Workers that answered that they will; null: it is under way. */
  readonly agreed: number | null;
}

export interface WhyFacts extends WaitingFacts {
  readonly revoke: RevokeSent | null;
  readonly broker: { readonly connected: boolean; readonly transport: string };
}

export function unknown(text = "Why it is waiting is not known."): Why {
  return { key: "unknown", level: "info", text: [text], remedy: ["Ask workers shows whether one holds it."] };
}

/** `3 min`, `40 s`; never `0 s`. */
export function about(ms: number): string {
  return ms < 1_000 ? "1 s" : formatBrief(ms);
}
