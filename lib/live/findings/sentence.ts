// Words of the findings: counts and rates as people say them.
import { formatCount } from "../../format/number.ts";

/** `1 task`, `1,234 tasks`. */
export function counted(count: number, one: string, many = `${one}s`): string {
  return count === 1 ? `1 ${one}` : `${formatCount(count)} ${many}`;
}

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? "under 1" : Math.round(value)} %`;
}

export function seconds(ms: number): string {
  const total = Math.round(Math.abs(ms) / 1_000);
  if (total < 120) return counted(total, "second");
  const minutes = Math.round(total / 60);
  return minutes < 120 ? counted(minutes, "minute") : counted(Math.round(minutes / 60), "hour");
}
