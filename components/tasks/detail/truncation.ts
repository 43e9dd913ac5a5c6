// Celery cuts args and kwargs (`argsrepr`, `kwargsrepr`) and results (`resultrepr_maxsize`) at 1,024 characters, and what is
// nested deeper than three levels (docs/protocol/events.md C3): the reader is told, and which setting mends it.

export type ReprPart = "args" | "kwargs" | "result";

export function remedyFor(part: ReprPart): string {
  if (part === "result")
    return "Raise resultrepr_maxsize on the task to see more of it (1,024 characters by default).";
  return `Pass ${part}repr to apply_async to say what is shown instead (1,024 characters, three levels).`;
}
