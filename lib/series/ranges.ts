// The time ranges that charts offer, and how finely each is kept: about 180 points each.

export const RANGES = ["15m", "1h", "6h", "24h", "7d"] as const;
export type Range = (typeof RANGES)[number];

export interface Resolution {
  readonly range: Range;
  readonly bucketSeconds: number;
  readonly buckets: number;
}

/** Every width is a multiple of the first, so that closed fine buckets add up to coarse ones. */
export const RESOLUTIONS: readonly [Resolution, ...Resolution[]] = [
  { range: "15m", bucketSeconds: 5, buckets: 180 },
  { range: "1h", bucketSeconds: 20, buckets: 180 },
  { range: "6h", bucketSeconds: 120, buckets: 180 },
  { range: "24h", bucketSeconds: 480, buckets: 180 },
  { range: "7d", bucketSeconds: 3_600, buckets: 168 },
];
