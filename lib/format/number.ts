// Counts, rates, shares and bytes as text, the same in every locale of the browser: figures are compared across screens.

/** `1,204`. By hand: the first number that Intl formats brings megabytes of its data into the process. */
export function formatCount(count: number): string {
  return String(Math.round(count)).replace(/\B(?=(?:\d{3})+$)/g, ",");
}

/** For narrow places: `980`, `1,204`, `12.4 k`, `1.2 M`. */
export function formatCompact(count: number): string {
  const size = Math.abs(count);
  if (size < 9_999.5) return formatCount(count);
  if (size < 999_950) return `${short(count / 1000)} k`;
  if (size < 999_950_000) return `${short(count / 1e6)} M`;
  return `${short(count / 1e9)} G`;
}

/** A rate: two significant digits under ten, whole above: `0.4`, `3.2`, `88`, `1,204`. Zero is `0`. */
export function formatRate(rate: number): string {
  if (rate === 0) return "0";
  if (rate < 0.095) return rate < 0.01 ? "<0.01" : rate.toFixed(2);
  return rate < 9.95 ? rate.toFixed(1) : formatCount(rate);
}

/** A share of one as per cent: `0 %`, `<0.1 %`, `1.8 %`, `100 %`. Never rounds something to nothing, or part to all. */
export function formatShare(share: number): string {
  const percent = share * 100;
  if (percent <= 0) return "0 %";
  if (percent < 0.1) return "<0.1 %";
  if (percent < 10) return `${percent.toFixed(1)} %`;
  if (percent > 99 && percent < 100) return ">99 %";
  return `${Math.round(percent)} %`;
}

/** Binary units: `512 B`, `1.5 KiB`, `12 MiB`. */
export function formatBytes(bytes: number): string {
  const units = ["B", "KiB", "MiB", "GiB", "TiB"] as const;
  let value = bytes;
  let at = 0;
  while (Math.abs(value) >= 1024 && at < units.length - 1) {
    value /= 1024;
    at += 1;
  }
  return `${at === 0 ? String(value) : short(value)} ${units[at] ?? ""}`;
}

/** `1 task`, `2 tasks`. */
export function plural(count: number, one: string, many = `${one}s`): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function short(value: number): string {
  return Math.abs(value) < 99.95 ? value.toFixed(1).replace(/\.0$/, "") : formatCount(value);
}
