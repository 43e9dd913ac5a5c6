// What a process takes, as Linux counts it, with all the processes that it started.
import { readdirSync, readFileSync } from "node:fs";

const TICKS_PER_SECOND = 100; // Linux's USER_HZ

/** Of those that run now. */
export function cpuSeconds(pid: number): number {
  return sumOver(pid, (id) => {
    const fields = readFileSync(`/proc/${id}/stat`, "utf8").split(") ").at(-1)?.split(" ") ?? [];
    return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
  });
}

export function rssBytes(pid: number): number {
  return sumOver(
    pid,
    (id) => Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${id}/status`, "utf8"))?.[1]) * 1024,
  );
}

function sumOver(pid: number, figure: (pid: number) => number): number {
  let sum = figure(pid);
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    const children = readFileSync(`/proc/${pid}/task/${thread}/children`, "utf8").split(" ");
    for (const child of children) if (child !== "") sum += sumOver(Number(child), figure);
  }
  return sum;
}
