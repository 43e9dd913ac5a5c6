// Sessions that were ended before their time, on disk, so that a restart with the same --secret does not accept their
// cookies again. Each is forgotten when its cookie would have ended by itself.
import { type JsonLinesOptions, openJsonLines, readJsonLines } from "../files/json-lines.ts";
import { writeWholeFile } from "../files/whole-file.ts";
import type { SessionKey, SessionsOptions } from "./sessions.ts";

/** Those whose cookies would still hold. `own`: the others are forgotten. Rejects when the file cannot be read. */
export async function readEndedSessions(
  path: string,
  now: number,
  own: boolean,
): Promise<readonly SessionKey[]> {
  const kept = await readJsonLines({ path, parse: readKey });
  const known = kept.filter(({ expiresAt }) => expiresAt > now);
  if (own && known.length < kept.length) {
    // For want of room alone nobody who has signed out comes back: the old file stands.
    await writeWholeFile(path, known.map((key) => `${JSON.stringify(key)}\n`).join("")).catch(
      () => undefined,
    );
  }
  return known;
}

/** Rejects when the file cannot be written. */
export async function openEndedSessions(
  where: JsonLinesOptions,
): Promise<NonNullable<SessionsOptions["keep"]>> {
  const file = await openJsonLines(where);
  return ({ id, expiresAt }) => file.append({ id, expiresAt });
}

function readKey(value: unknown): SessionKey | null {
  if (typeof value !== "object" || value === null || !("id" in value && "expiresAt" in value)) return null;
  const { id, expiresAt } = value;
  return typeof id === "string" && typeof expiresAt === "number" ? { id, expiresAt } : null;
}
