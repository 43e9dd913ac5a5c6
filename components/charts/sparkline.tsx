// A figure's recent course, small enough for a table cell. Drawn by hand: a table has hundreds of them. Gaps stay gaps.
import type { ReactNode } from "react";
import { sparkline as words } from "../words/charts.ts";

export interface SparklineProps {
  /** Oldest first; null is a gap. */
  readonly values: readonly (number | null)[];
  /** In words, for those who cannot see it. */
  readonly label: string;
  readonly tone?: "quiet" | "bad";
  readonly width?: number;
  readonly height?: number;
}

export function Sparkline({
  values,
  label,
  tone = "quiet",
  width = 64,
  height = 18,
}: SparklineProps): ReactNode {
  const known = values.filter((value) => value !== null);
  if (known.length < 2) {
    return (
      <span
        className="inline-block text-ink-3"
        style={{ width }}
        role="img"
        aria-label={words.unknown(label)}
      />
    );
  }
  return (
    <svg
      width={width}
      height={height}
      viewBox={`0 0 ${width} ${height}`}
      className="block"
      role="img"
      aria-label={label}
    >
      <title>{label}</title>
      <path
        d={sparklinePath(values, width, height)}
        fill="none"
        stroke={tone === "bad" ? "var(--bad)" : "var(--chart-quiet)"}
        strokeWidth={1.4}
        strokeLinejoin="round"
        strokeLinecap="round"
      />
    </svg>
  );
}

/** The scale reaches at least this far: a queue that wavers between none and two is calm, and looks it. */
const LEAST = 10;

/** From zero to a little above the largest value; each run of known values is its own stroke. */
function sparklinePath(values: readonly (number | null)[], width: number, height: number): string {
  const top = Math.max(LEAST, ...values.map((value) => value ?? 0)) * 1.1;
  const step = width / Math.max(1, values.length - 1);
  let pen = false;
  let path = "";
  values.forEach((value, index) => {
    if (value === null) {
      pen = false;
      return;
    }
    const x = (index * step).toFixed(1);
    const y = (height - 1 - (value / top) * (height - 2)).toFixed(1);
    path += `${pen ? "L" : "M"}${x} ${y}`;
    // A lone point between gaps would be invisible without a stroke of its own.
    if (!pen && (values[index + 1] ?? null) === null) path += "h0.1";
    pen = true;
  });
  return path;
}
