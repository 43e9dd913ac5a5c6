// What the plain input of the query box and the suggesting one that takes its place have in common.
import type { KeyboardEvent, RefObject, SyntheticEvent } from "react";
import { queryField as words } from "../../../words/tasks-list.ts";
import type { Suggestion } from "./query-text.ts";

export interface QueryInputProps {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder: string;
  /** What the suggestions hang on. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** Where the caret is to be put, once; null: where it is. */
  readonly jump: RefObject<number | null>;
  /** The id of what says what is wrong with it; null: nothing. */
  readonly wrong: string | null;
  readonly onType: (text: string, caret: number) => void;
  readonly onChoose: (insert: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  readonly onCaret: (caret: number) => void;
  /** How far it is scrolled sideways, in px. */
  readonly onScrolled: (left: number) => void;
  /** Whether Enter would take a suggestion. */
  readonly onHighlight: (on: boolean) => void;
}

/** Where the caret stood when the plain input left: start and end; null where it had no focus. */
export type Caret = readonly [number, number] | null;

/** Of the text, and of the marks that lie under it. */
export const TEXT_LOOK = "font-mono text-sm";

export const LOOK = {
  "data-search-box": true,
  "aria-label": words.title,
  spellCheck: false,
  autoCapitalize: "off",
  autoComplete: "off",
  className: `relative h-7 w-full min-w-0 bg-transparent outline-none focus-visible:outline-none ${TEXT_LOOK}`,
} as const;

/** Behind what was typed last. */
export function caretIn(input: HTMLInputElement): number {
  return input.selectionEnd ?? input.value.length;
}

export function watching({ wrong, onCaret, onScrolled }: QueryInputProps) {
  return {
    "aria-invalid": wrong !== null,
    "aria-describedby": wrong ?? undefined,
    onSelect: ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => {
      onCaret(caretIn(currentTarget));
      onScrolled(currentTarget.scrollLeft);
    },
    onScroll: ({ currentTarget }: SyntheticEvent<HTMLInputElement>) => onScrolled(currentTarget.scrollLeft),
  };
}
