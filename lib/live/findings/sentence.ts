// Words of the findings: counts and rates as people say them.
import { plural } from "../../format/number.ts";

export function percent(share: number): string {
  const value = share * 100;
  return `${value > 0 && value < 1 ? "under 1" : Math.round(value)} %`;
}

export function seconds(ms: number): string {
  const total = Math.round(Math.abs(ms) / 1_000);
  if (total < 120) return plural(total, "second");
  const minutes = Math.round(total / 60);
  return minutes < 120 ? plural(minutes, "minute") : plural(Math.round(minutes / 60), "hour");
}
