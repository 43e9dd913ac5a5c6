// What is drawn behind a chart's lines, and written above them: spans that nobody watched, and moments that matter.
import type { ReactNode } from "react";
import type { Zone } from "#lib/format/time.ts";
import { type Mark, placeLabels, placeOf, unwatchedWords } from "./marks.ts";
import type { Frame } from "./span.ts";

export interface UnderlayProps {
  readonly frame: Frame;
  readonly marks: readonly Mark[];
  readonly zone: Zone;
  /** Around the plot, px. */
  readonly margin: { readonly top: number; readonly left: number; readonly bottom: number };
  /** Of the plot, px. */
  readonly width: number;
}

const HATCH = "repeating-linear-gradient(135deg, var(--line) 0 1px, transparent 1px 6px)";

/** The caption says all of it: here it is only to be seen. */
export function Underlay({ frame, marks, zone, margin, width }: UnderlayProps): ReactNode {
  const { top, left, bottom } = margin;
  // Time carries them along with the lines: that is no change of the page's layout.
  const shifted = (at: number) => `translateX(${placeOf(at, frame, width)}px)`;
  return (
    <div aria-hidden className="absolute inset-y-0 overflow-hidden" style={{ left, width }}>
      {frame.unwatched.map(({ from, to }, index) => (
        <div
          key={from}
          data-unwatched
          title={unwatchedWords(frame, index, zone, frame.to)}
          className="absolute left-0 bg-sunken"
          style={{
            top,
            bottom,
            transform: shifted(from),
            width: placeOf(to, frame, width) - placeOf(from, frame, width),
            backgroundImage: HATCH,
          }}
        />
      ))}
      {marks
        .filter(({ at }) => at >= frame.from)
        .map(({ at, label }) => (
          <div
            key={label}
            className="absolute left-0 border-ink-2 border-l border-dashed"
            style={{ top: 2, bottom, transform: shifted(at) }}
          />
        ))}
      {placeLabels(marks, frame, zone, width).map(({ text, x }) => (
        <span
          key={x}
          className="absolute whitespace-nowrap text-[10px] text-ink-2 leading-4"
          style={{ top: 0, left: x }}
        >
          {text}
        </span>
      ))}
    </div>
  );
}
