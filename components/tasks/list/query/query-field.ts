// What the plain input of the query box and the suggesting one that takes its place have in common.
import type { KeyboardEvent, RefObject } from "react";
import type { Suggestion } from "./query-text.ts";

export interface QueryInputProps {
  readonly value: string;
  readonly suggestions: readonly Suggestion[];
  readonly placeholder: string;
  /** What the suggestions hang on. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onType: (text: string) => void;
  readonly onChoose: (query: string) => void;
  readonly onKeyDown: (event: KeyboardEvent<HTMLInputElement>) => void;
  /** Whether Enter would take a suggestion. */
  readonly onHighlight: (on: boolean) => void;
}

/** Where the caret stood when the plain input left: start and end; null where it had no focus. */
export type Caret = readonly [number, number] | null;

export const LOOK = {
  "data-search-box": true,
  "aria-label": "Filter tasks",
  spellCheck: false,
  autoCapitalize: "off",
  autoComplete: "off",
  className: "h-7 min-w-20 flex-1 bg-transparent font-mono text-sm outline-none focus-visible:outline-none",
} as const;
