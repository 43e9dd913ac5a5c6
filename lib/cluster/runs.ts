// Which run of an attempt each mark belongs to. A message that is delivered again is run again under the same uuid: by
// another process, or by the same one after the visibility timeout. Each run has its own worker, times and end. A pure
// function of the sorted marks; marks of one process of which no kind is repeated are always one run (merge.ts).
import type { Mark, MarkKind } from "./mark.ts";

export interface RunMarks {
  readonly hostname: string;
  readonly pid: number | null;
  readonly marks: Mark[];
}

/** `sorted`: of one attempt. In order of each run's first mark; `sent` is of none. */
export function splitRuns(sorted: readonly Mark[]): readonly RunMarks[] {
  const runs: RunMarks[] = [];
  for (const mark of sorted) {
    if (mark.kind === "sent") continue;
    const { hostname, pid } = mark;
    const own = runs.filter((run) => run.hostname === hostname && run.pid === pid);
    const run = runOf(mark.kind, own);
    if (run) run.marks.push(mark);
    else runs.push({ hostname, pid, marks: [mark] });
  }
  return runs;
}

/** The run that the mark decides the state of; the last one when it decides nothing. */
export function runOfMark(runs: readonly RunMarks[], mark: Mark | null): RunMarks | null {
  return runs.find(({ marks }) => mark !== null && marks.includes(mark)) ?? runs.at(-1) ?? null;
}

/** Began, or came to something: a delivery that was only received is none. */
export function hasRun({ marks }: RunMarks): boolean {
  return marks.some(({ kind }) => kind === "started" || kind === "succeeded" || kind === "failed");
}

/** Of one process's runs, the one that goes on with this; undefined where another begins. */
function runOf(kind: MarkKind, own: readonly RunMarks[]): RunMarks | undefined {
  const last = own.at(-1);
  switch (kind) {
    case "received":
      return last && !has(last, kind) ? last : undefined;
    case "started":
      return (
        own.find((run) => !hasEnded(run) && !has(run, kind)) ?? (last && !has(last, kind) ? last : undefined)
      );
    default:
      // An end that is told twice is still one.
      return (
        own.find((run) => !hasEnded(run) && has(run, "started")) ?? own.find((run) => !hasEnded(run)) ?? last
      );
  }
}

function has({ marks }: RunMarks, kind: MarkKind): boolean {
  return marks.some((mark) => mark.kind === kind);
}

function hasEnded({ marks }: RunMarks): boolean {
  return marks.some(({ kind }) => kind !== "received" && kind !== "started");
}
