// What is written above a chart's lines: moments that matter, and spans that nobody watched. A label that would run into
// another or over the edge is left out; the line stays, and the chart's caption says it. Pure.
import { formatDay, formatMinute, type Zone } from "#lib/format/time.ts";
import { marks as words } from "../words/charts-parts.ts";
import type { Frame } from "./span.ts";

/** A moment that matters: "behind since". */
export interface Mark {
  readonly at: number;
  /** Without the time. */
  readonly label: string;
  /** Nothing lasts since: once it has left the chart, it says nothing of what is shown. */
  readonly isOver?: true;
}

/** Those that say something of what the chart shows. */
export function marksIn(marks: readonly Mark[], { from }: Frame): readonly Mark[] {
  return marks.filter(({ at, isOver }) => isOver !== true || at >= from);
}

export interface Label {
  readonly text: string;
  /** Of its left end, px from the left end of the plot. */
  readonly x: number;
}

/** Of a letter at 10 px; wider than most. */
const LETTER_PX = 5.6;
const SPACE_PX = 4;

/** `behind since 12:03`, with its day when that is another than now's. */
export function markWords({ label, at }: Mark, { to }: Frame, zone: Zone): string {
  return `${label} ${shortWhen(at, to, zone)}`;
}

/** Why a span is empty. */
export function unwatchedWords(
  { watchedSince, unwatched }: Frame,
  index: number,
  zone: Zone,
  now: number,
): string {
  const span = unwatched[index];
  const isBefore = watchedSince !== null && span !== undefined && span.to === watchedSince;
  return isBefore ? words.unwatchedBefore(shortWhen(watchedSince, now, zone)) : words.unwatched;
}

/** Marks first; then spans, in their middle or from their beginning. `width` is of the plot, px. */
export function placeLabels(
  marks: readonly Mark[],
  frame: Frame,
  zone: Zone,
  width: number,
): readonly Label[] {
  const taken: { readonly left: number; readonly right: number }[] = [];
  const labels: Label[] = [];
  const place = (text: string, lefts: readonly number[], most = Number.POSITIVE_INFINITY): void => {
    const size = text.length * LETTER_PX;
    const x = lefts.find(
      (left) =>
        left >= 0 &&
        left + size <= width &&
        taken.every((other) => left > other.right + SPACE_PX || left + size < other.left - SPACE_PX),
    );
    if (x === undefined || size > most) return;
    taken.push({ left: x, right: x + size });
    labels.push({ text, x });
  };
  for (const mark of marks) {
    const text = markWords(mark, frame, zone);
    const at = placeOf(mark.at, frame, width);
    // Of what began before the chart does, the label alone is shown.
    if (at < 0) place(`← ${text}`, [0]);
    else place(text, [at + SPACE_PX, at - SPACE_PX - text.length * LETTER_PX]);
  }
  frame.unwatched.forEach(({ from, to }, index) => {
    const [left, right] = [placeOf(from, frame, width), placeOf(to, frame, width)];
    const text = unwatchedWords(frame, index, zone, frame.to);
    place(text, [(left + right - text.length * LETTER_PX) / 2, left], right - left);
  });
  return labels;
}

/** px from the left end of the plot. */
export function placeOf(at: number, { from, to }: Frame, width: number): number {
  return ((at - from) / (to - from)) * width;
}

function shortWhen(at: number, now: number, zone: Zone): string {
  const minute = formatMinute(at, zone);
  return formatDay(at, zone) === formatDay(now, zone) ? minute : `${formatDay(at, zone)}, ${minute}`;
}
