// What `stats.rusage` means in words: getrusage(2) of the worker's main process (docs/protocol/control.md D3).
import { formatDuration } from "#lib/format/duration.ts";
import { formatBytes, formatCount } from "#lib/format/number.ts";
import { usage as words } from "../../words/workers-detail.ts";

export interface UsageLine {
  readonly label: string;
  readonly text: string;
  readonly note: string | null;
}

/** Only what is worth reading; keys the worker did not send are left out. */
export function usageLines(rusage: Readonly<Record<string, number>>): UsageLine[] {
  const lines: UsageLine[] = [];
  const add = (key: string, label: string, format: (value: number) => string, note: string | null = null) => {
    const value = rusage[key];
    if (value !== undefined) lines.push({ label, text: format(value), note });
  };
  add("maxrss", words.memory, (kilobytes) => formatBytes(kilobytes * 1024), words.memoryTitle);
  add("utime", words.ownTime, (seconds) => formatDuration(seconds * 1000));
  add("stime", words.systemTime, (seconds) => formatDuration(seconds * 1000));
  add("nvcsw", words.waits, formatCount, words.waitsTitle);
  add("nivcsw", words.preempted, formatCount, words.preemptedTitle);
  add("inblock", words.reads, formatCount);
  add("oublock", words.writes, formatCount);
  add("majflt", words.faults, formatCount);
  return lines;
}

/** Tasks finished per name since the worker started, most frequent first. */
export function totalLines(totals: Readonly<Record<string, number>>): readonly (readonly [string, number])[] {
  return Object.entries(totals).sort(([nameA, a], [nameB, b]) => b - a || (nameA < nameB ? -1 : 1));
}
