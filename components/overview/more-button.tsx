"use client";
// Shows the rest of a list that is cut short, and says how much that is.
import type { ReactNode } from "react";
import { moreButton as words } from "../words/overview.ts";

export interface MoreButtonProps {
  readonly total: number;
  readonly shown: number;
  readonly all: boolean;
  readonly onToggle: () => void;
  readonly what: string;
}

export function MoreButton({ total, shown, all, onToggle, what }: MoreButtonProps): ReactNode {
  if (total <= shown) return null;
  return (
    <button
      type="button"
      aria-expanded={all}
      onClick={onToggle}
      className="w-full rounded-b-lg border-line border-t px-4 py-1.5 text-left text-accent text-sm hover:bg-hover focus-visible:-outline-offset-2"
    >
      {all ? words.fewer(shown) : words.all(total, what)}
    </button>
  );
}
