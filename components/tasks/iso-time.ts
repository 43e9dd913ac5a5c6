// Celery sends ETA and expiry as ISO 8601 text; without a zone it means UTC (enable_utc, the default).

/** Epoch ms, or null where the text is not a time. */
export function isoTime(text: string | null): number | null {
  if (text === null) return null;
  const zoned = /(?:Z|[+-]\d\d:?\d\d)$/i.test(text) ? text : `${text}Z`;
  const at = Date.parse(zoned);
  return Number.isNaN(at) ? null : at;
}
