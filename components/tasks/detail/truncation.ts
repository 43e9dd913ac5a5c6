// Celery cuts args and kwargs (`argsrepr`, `kwargsrepr`) and results (`resultrepr_maxsize`) at 1,024 characters, and what is
// nested deeper than three levels (docs/protocol/events.md C3): the reader is told, and which setting mends it.
import { truncation as words } from "../../words/tasks-detail.ts";

export type ReprPart = "args" | "kwargs" | "result";

export function remedyFor(part: ReprPart): string {
  if (part === "result") return words.ofResult;
  return words.ofArguments(part);
}
