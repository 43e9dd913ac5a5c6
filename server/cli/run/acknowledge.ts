// Says that a finding is known, or takes that back.
import { EXIT, type ExitCode } from "../exit-codes.ts";
import { safe } from "../print/safe.ts";
import type { Session } from "./session.ts";
import { sentenceOf } from "./show.ts";

/** `note`: what others should know; null: none. `undone`: the acknowledgement is taken back. */
export interface AcknowledgeOptions {
  readonly key: string;
  readonly note: string | null;
  readonly undone: boolean;
}

export async function runAcknowledge(session: Session, options: AcknowledgeOptions): Promise<ExitCode> {
  const { target, out, json, now } = session;
  const { key, note, undone } = options;
  const finding = undone ? await target.unacknowledge(key, note) : await target.acknowledge(key, note);
  out(json ? `${JSON.stringify(finding)}\n` : `${safe(sentenceOf(finding, now()))}\n`);
  return EXIT.ok;
}
