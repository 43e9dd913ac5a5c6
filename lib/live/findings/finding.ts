// What a finding is, and what the board of findings tells of them.
import type { Acknowledged, EndedRow, FindingLevel, FindingRow } from "../views.ts";
import type { FindingKind } from "./kinds.ts";

/** What a finder sees now. Its key is the same for as long as the trouble lasts, and no other finding has it. */
export interface Found extends FindingRow {
  readonly kind: FindingKind;
  /** The figures that the text speaks of, for programs. */
  readonly evidence: Readonly<Record<string, number>>;
  /** Nothing new is heard of it: it is neither so nor mended. */
  readonly unheard?: true;
}

/** A finding on the board. `since` is when the trouble itself began, where that is known; it only moves back. */
export interface Finding extends Omit<Found, "unheard"> {
  /** When it was first found, epoch ms. */
  readonly openedAt: number;
  /** Since when it is not found any more, epoch ms; it has ended when that lasts. null: it is so now. */
  readonly goneAt: number | null;
  readonly acknowledged: Acknowledged | null;
}

/** As it was last seen. */
export interface ClosedFinding extends Finding {
  /** When it was found no more, epoch ms. */
  readonly closedAt: number;
  /** All is well again; false: it is only found no more, or another finding has taken its place. */
  readonly recovered: boolean;
}

/** What is lost for good, where it counts that; null: it counts nothing. */
export function countOf({ evidence }: Pick<Found, "evidence">): number | null {
  return evidence.count ?? null;
}

/** Somebody has said that a finding is known: kept by the web side, told to the board. */
export interface Acknowledgement extends Acknowledged {
  /** Of the finding. */
  readonly key: string;
  /** What was acknowledged: when it becomes worse, it is news again. */
  readonly level: FindingLevel;
  /** What it had counted, of what is lost for good: more is news again. null: it counts nothing. */
  readonly count: number | null;
}

/** What a tick tells of the board. */
export interface FindingsTick {
  /** When it was last looked for what is wrong, epoch ms. */
  readonly judgedAt: number;
  /** How many are open; every kind, from 0 on. */
  readonly counts: Readonly<Record<FindingKind, number>>;
  /** How many of them are acknowledged. */
  readonly acknowledged: Readonly<Record<FindingKind, number>>;
  /** Keys whose acknowledgement has ended: with its finding, or because that became worse. */
  readonly unacknowledged: readonly string[];
  /** Since the tick before. An engine that had to be started anew tells no end of what the one before had found. */
  readonly opened: readonly Finding[];
  readonly closed: readonly ClosedFinding[];
}

/** The board as a list. */
export interface FindingsList {
  readonly counts: FindingsTick["counts"];
  readonly acknowledged: FindingsTick["acknowledged"];
  /** How many are open, those beyond the list included. */
  readonly total: number;
  /** Worst first, then those that are acknowledged; at most MAX_LISTED. */
  readonly open: readonly Finding[];
  /** The last of them, newest first, at most MAX_CLOSED. */
  readonly closed: readonly ClosedFinding[];
}
export const MAX_LISTED = 500;
export const MAX_CLOSED = 50;

/** `findings`. The key of a closed one has its end: what came and went twice is listed twice. */
export interface FindingsView {
  readonly info: Pick<FindingsList, "counts" | "acknowledged" | "total">;
  readonly lists: Pick<FindingsList, "open" | "closed">;
}

/** What is read of the board. */
export interface Findings {
  /** What was opened and closed since the last drain. */
  drain(): FindingsTick;
  list(): FindingsList;
  /** The one that is open under this key. */
  get(key: string): Finding | null;
  /** For a page: the worst of each subject and how many more there are, worst first. */
  readonly shown: readonly FindingRow[];
  /** The same of queues alone. */
  readonly shownOfQueues: readonly FindingRow[];
  /** What is wrong with one queue. */
  ofQueue(name: string): readonly FindingRow[];
  /** For a page: the last that ended lately, newest first, each once. */
  ended(now: number): readonly EndedRow[];
}
