// Sessions that were ended before their time, on disk, so that a restart with the same --secret does not accept their
// cookies again. Each is forgotten when its cookie would have ended by itself.
import { openJsonLines, readJsonLines } from "../files/json-lines.ts";
import { writeWholeFile } from "../files/whole-file.ts";
import type { SessionKey, SessionsOptions } from "./sessions.ts";

/** Rejects when the file cannot be written. */
export async function openEndedSessions(
  path: string,
  now: number,
): Promise<Required<Pick<SessionsOptions, "known" | "keep">>> {
  const kept = await readJsonLines({ path, parse: readKey });
  const known = kept.filter(({ expiresAt }) => expiresAt > now);
  if (known.length < kept.length) {
    await writeWholeFile(path, known.map((key) => `${JSON.stringify(key)}\n`).join(""));
  }
  const file = await openJsonLines({ path });
  return { known, keep: ({ id, expiresAt }) => file.append({ id, expiresAt }) };
}

function readKey(value: unknown): SessionKey | null {
  if (typeof value !== "object" || value === null || !("id" in value && "expiresAt" in value)) return null;
  const { id, expiresAt } = value;
  return typeof id === "string" && typeof expiresAt === "number" ? { id, expiresAt } : null;
}
