// Celery cuts args and kwargs (`argsrepr`, `kwargsrepr`: 1,024 characters together) and results (`resultrepr_maxsize`)
// with "...", and everything nested deeper than three levels with "[...]" (celery-wire.md C3): the reader must be told.

export type ReprPart = "args" | "kwargs" | "result";

/** A short text that ends in dots inside quotes is most likely the program's own. */
const SURELY_LONG = 200;

export function isCut(repr: string): boolean {
  const text = repr.trimEnd();
  if (/[[({](?:\.\.\.|…)[\])}]/.test(text)) return true;
  if (/(?:\.\.\.|…)[\])}>\s,]*$/.test(text)) return true;
  return text.length >= SURELY_LONG && /(?:\.\.\.|…)['"][\])}>\s,]*$/.test(text);
}

export function remedyFor(part: ReprPart): string {
  if (part === "result")
    return "To see more of it, raise resultrepr_maxsize on the task (1,024 characters by default).";
  return `Celery keeps 1,024 characters and three levels; ${part}repr in apply_async says what to show instead.`;
}
