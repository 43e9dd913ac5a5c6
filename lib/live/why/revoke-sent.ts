// The last revoke or terminate of a task in the audit log.
import type { AuditEntry } from "../../control/outcome.ts";
import type { RevokeSent } from "./why.ts";

/** `entries` newest first, each of which names the task. */
export function revokeSent(entries: readonly AuditEntry[], mayReadWho: boolean): RevokeSent | null {
  const refused = new Set<string>();
  for (const { id, at, phase, command, args, actor, outcome } of entries) {
    if (command !== "revoke" && command !== "terminate") continue;
    if (phase === "refused") refused.add(id);
    if (refused.has(id)) continue;
    return {
      at,
      terminate: command === "terminate" || args.terminate === true,
      by: mayReadWho ? actor : null,
      agreed: outcome === null ? null : outcome.answered - outcome.failed,
    };
  }
  return null;
}
