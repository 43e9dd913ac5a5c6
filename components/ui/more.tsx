// Says that a long list was cut, and how much of it is not shown.
import type { ReactNode } from "react";
import { more as words } from "../words/ui.ts";

export function More({ shown, of }: { readonly shown: number; readonly of: number }): ReactNode {
  if (of <= shown) return null;
  return <p className="border-line border-t px-4 py-2 text-ink-3 text-sm">{words.firstOf(shown, of)}</p>;
}
