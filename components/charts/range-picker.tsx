"use client";
// The one time range of a page, kept in the URL: another range is a step of its own for Back.
import { parseAsStringLiteral } from "nuqs";
import type { ReactNode } from "react";
import { RANGES, type Range } from "#lib/series/ranges.ts";
import { Segmented } from "../ui/segmented.tsx";
import { rangePicker as words } from "../words/charts.ts";

const ITEMS: readonly { readonly value: Range; readonly label: string }[] = [
  { value: "15m", label: "15 m" },
  { value: "1h", label: "1 h" },
  { value: "6h", label: "6 h" },
  { value: "24h", label: "24 h" },
  { value: "7d", label: "7 d" },
];

export const rangeInUrl = parseAsStringLiteral(RANGES).withDefault("15m").withOptions({ history: "push" });

export interface RangePickerProps {
  readonly range: Range;
  readonly onRange: (range: Range) => void;
}

export function RangePicker({ range, onRange }: RangePickerProps): ReactNode {
  return <Segmented<Range> label={words.title} value={range} onValueChange={onRange} items={ITEMS} />;
}
