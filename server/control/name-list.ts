// Names in a sentence, bounded.

/** "a, b and 4 more" */
export function nameList(names: readonly string[], max: number): string {
  const shown = names.slice(0, max).join(", ");
  return names.length > max ? `${shown} and ${names.length - max} more` : shown;
}
