// What outlives the process: opened at its places in the folder of --data-dir, moved there from the places of versions
// before, or kept in memory where there is no such folder. Part of the composition root.
import { mkdir } from "node:fs/promises";
import { UmbelError } from "#lib/api/error.ts";
import { openFileAudit } from "./audit/file.ts";
import { createMemoryAudit } from "./audit/memory.ts";
import type { Audit } from "./audit/port.ts";
import { openEndedSessions, readEndedSessions } from "./auth/ended-sessions.ts";
import type { SessionsOptions } from "./auth/sessions.ts";
import { openFileLog } from "./batches/file.ts";
import { type BatchLog, NO_LOG } from "./batches/port.ts";
import type { Config } from "./config/config.ts";
import type { DataPaths } from "./config/data-paths.ts";
import {
  type AcknowledgementBook,
  createMemoryAcknowledgements,
  openAcknowledgementFile,
} from "./control/acknowledgement-book.ts";
import { createMemoryPauses, openPauseFile, type PauseBook } from "./control/pause-book.ts";
import { lockFolder } from "./files/lock-folder.ts";
import { canBeWritten, moveFile } from "./files/move-file.ts";
import type { Log } from "./log.ts";

export interface Kept {
  readonly audit: Audit;
  readonly pausesOf: (cluster: string) => PauseBook;
  readonly acknowledgementsOf: (cluster: string) => AcknowledgementBook;
  readonly openBatchLog: (cluster: string) => Promise<BatchLog>;
  readonly openEndedSessions: (now: number) => Promise<Pick<SessionsOptions, "known" | "keep">>;
  /** Records that could not be written since the start, by what they are of. */
  readonly unwritten: Readonly<Record<What, number>>;
  /** Leaves the folder to another Umbel. */
  close(): void;
}

/** What is kept, and what a log line says when it cannot be. */
const LOST = {
  audit: "Commands are recorded in memory only",
  batches: "Batches are remembered until Umbel stops only",
  acknowledgements: "Acknowledged findings are remembered until Umbel stops only",
  pauses: "Paused queues are remembered until Umbel stops only",
  sessions: "Who signs out is remembered until Umbel stops only",
};
type What = keyof typeof LOST;

interface Place {
  readonly path: string;
  readonly onUnwritten: () => void;
}

/** Throws UmbelError `conflict` when a folder or an audit log that was asked for cannot be used; by default memory must do. */
export async function openKept({ data, sources }: Config, log: Log): Promise<Kept> {
  const folder = data === null ? NO_FOLDER : await openFolder(data, sources.dataDir, log);
  const unwritten = { audit: 0, batches: 0, pauses: 0, acknowledgements: 0, sessions: 0 };
  const ownLog = sources.auditLog === "default" ? null : data?.auditLog;

  const keep = async <T>(
    what: What,
    path: string | undefined,
    open: (at: Place) => Promise<T>,
    memory: T,
  ): Promise<T> => {
    const at = path === undefined || path === ownLog ? path : folder.placeOf(path);
    if (at === undefined) return memory;
    const onUnwritten = () => {
      unwritten[what] += 1;
    };
    try {
      return await open({ path: at, onUnwritten });
    } catch (error) {
      const asked = at === ownLog ? sources.auditLog : sources.dataDir;
      const problem = `${at} cannot be used: ${reasonOf(error)}`;
      if (asked !== "default") throw new UmbelError("conflict", `${asked}: ${problem}`);
      log.warn(`${LOST[what]}: ${problem}; choose another folder with --data-dir.`);
      return memory;
    }
  };
  try {
    return {
      audit: await keep("audit", data?.auditLog, openFileAudit, createMemoryAudit()),
      pausesOf: await keep(
        "pauses",
        data?.pauses,
        (at) => openPauseFile(at, (text) => log.warn(text)),
        () => createMemoryPauses(),
      ),
      acknowledgementsOf: await keep(
        "acknowledgements",
        data?.acknowledgements,
        (at) => openAcknowledgementFile(at, (text) => log.warn(text)),
        () => createMemoryAcknowledgements(),
      ),
      openBatchLog: (cluster) => keep("batches", data?.batches.get(cluster), openFileLog, NO_LOG),
      // Who is known to have signed out is refused, also where no other can be written down: beside another Umbel too.
      openEndedSessions: async (now) => ({
        known: folder.isOurs
          ? await keep("sessions", data?.endedSessions, ({ path }) => readEndedSessions(path, now, true), [])
          : await readEndedSessions(data?.endedSessions ?? "", now, false).catch(() => []),
        keep: await keep("sessions", data?.endedSessions, openEndedSessions, async () => {}),
      }),
      unwritten,
      close: folder.close,
    };
  } catch (error) {
    folder.close();
    throw error;
  }
}

interface Folder {
  /** No other Umbel writes in it. */
  readonly isOurs: boolean;
  /** Where a file is to be kept; undefined: in memory. */
  placeOf(path: string): string | undefined;
  close(): void;
}
const NO_FOLDER: Folder = { isOurs: true, placeOf: () => undefined, close: () => undefined };

async function openFolder({ dir, former }: DataPaths, source: string, log: Log): Promise<Folder> {
  const made = await mkdir(dir, { recursive: true, mode: 0o700 }).then(() => null, reasonOf);
  const lock = made === null ? await lockFolder(dir) : null;
  const taken = lock?.kind === "taken";
  const problem = taken ? "is used by another Umbel" : made === null ? null : `cannot be made: ${made}`;
  if (problem !== null) {
    const remedy = "choose another folder with --data-dir.";
    if (source !== "default") throw new UmbelError("conflict", `${source}: ${dir} ${problem}; ${remedy}`);
    log.warn(`What happens is remembered until Umbel stops only: ${dir} ${problem}; ${remedy}`);
  }
  if (lock?.kind === "impossible") {
    log.warn(`${dir} cannot be locked, so let no second Umbel use it: ${lock.why}`);
  }
  const stayed = taken ? new Map<string, string>() : await moveIn(dir, former, log);
  return {
    isOurs: !taken,
    placeOf: (path) => stayed.get(path) ?? (problem === null ? path : undefined),
    close: () => (lock?.kind === "locked" ? lock.release() : undefined),
  };
}

/** Returns where those are that could not be moved, by where they should be. */
async function moveIn(dir: string, former: DataPaths["former"], log: Log): Promise<Map<string, string>> {
  const moved: string[] = [];
  const stayed = new Map<string, string>();
  for (const { from, to } of former) {
    try {
      const outcome = await moveFile(from, to);
      if (outcome === "moved") moved.push(from);
      if (outcome === "kept") log.warn(`${from} is left as it is and not read: there is ${to} already.`);
    } catch (error) {
      const why = `because it cannot be moved to ${to}: ${reasonOf(error)}`;
      if (await canBeWritten(from)) {
        stayed.set(to, from);
        log.warn(`${from} is used where it is, ${why}`);
      } else log.warn(`${from} is left as it is and not read, ${why}`);
    }
  }
  if (moved.length > 0) log.info(`Moved to ${dir}: ${moved.join(", ")}`);
  return stayed;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
