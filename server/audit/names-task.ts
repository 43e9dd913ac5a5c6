// Which entries of the audit log are about one task.
import type { AuditEntry } from "#lib/control/outcome.ts";

/** Its arguments name the task, alone or among others. */
export function namesTask({ args }: AuditEntry, uuid: string): boolean {
  return Object.values(args).some(
    (value) => value === uuid || (Array.isArray(value) && value.includes(uuid)),
  );
}

/** The batch that it begins, resumes or aborts; null: none. */
export function batchOf({ args }: AuditEntry): string | null {
  return typeof args.batch === "string" ? args.batch : null;
}
