// Numbers typed by people, on their way to a command's arguments.

/** Empty is null (no limit); anything that is no number becomes NaN, which the command's schema then refuses. */
export function readSeconds(text: string): number | null {
  const trimmed = text.trim().replace(",", ".");
  if (trimmed === "") return null;
  return /^-?\d+(\.\d+)?$/.test(trimmed) ? Number(trimmed) : Number.NaN;
}

/** A whole number, or NaN. */
export function readWhole(text: string): number {
  return /^\s*\d+\s*$/.test(text) ? Number(text) : Number.NaN;
}
