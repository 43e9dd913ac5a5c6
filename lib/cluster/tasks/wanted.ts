// A text that is looked for in tasks.
import { TEXT, type TextCode } from "../task-columns.ts";

export interface Wanted {
  /** Two that are the same search have the same. */
  readonly key: string;
  /** Which texts of a task. */
  readonly texts: readonly TextCode[];
  /** Its uuid, name and worker too. */
  readonly alsoNames: boolean;
  /** A text that what is wanted has in it, in any case of letters; empty: any may be. */
  readonly needle: string;
  /** Whether a text that has it is wanted; null: each is. */
  readonly check: { readonly takes: (text: string) => boolean; readonly costPerCharacter: number } | null;
}

const ANYWHERE: readonly TextCode[] = [TEXT.args, TEXT.kwargs, TEXT.result, TEXT.exception];

/** Of the same search as the filter's `text`. Whatever was typed, it is the key of no other. */
export function anywhereKey(text: string): string {
  return `anywhere ${text.toLowerCase()}`;
}

/** A piece of text anywhere in a task. */
export function anywhere(text: string): Wanted {
  return { key: anywhereKey(text), texts: ANYWHERE, alsoNames: true, needle: text, check: null };
}

/** Whether one text is wanted. */
export function takesText(wanted: Wanted): (text: string) => boolean {
  const has = new RegExp(patternOf(wanted), "i");
  const { check } = wanted;
  return (text) => has.test(text) && (check === null || check.takes(text));
}

/** Any character of the needle means itself. */
export function patternOf({ needle }: Wanted): string {
  return needle.replace(/[\\^$.*+?()[\]{}|]/g, "\\$&");
}
