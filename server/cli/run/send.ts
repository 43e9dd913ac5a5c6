// Sends one command and says what each worker answered.
import { findCommand } from "#lib/control/commands.ts";
import { type ExitCode, exitCodeFor } from "../exit-codes.ts";
import { printOutcome, silence } from "../print/answers.ts";
import type { Send } from "../target.ts";
import type { Session } from "./session.ts";

export async function runSend({ target, out, err, json }: Session, send: Send): Promise<ExitCode> {
  const outcome = await target.send(send);
  const command = send.custom ? null : findCommand(send.command);
  const expectsReply = command?.expectsReply ?? true;
  if (json) out(`${JSON.stringify(outcome)}\n`);
  else {
    out(printOutcome(command?.celeryMethod ?? send.command, outcome));
    err(silence(outcome));
    if (!expectsReply && outcome.missing.length === 0) out("Sent. This command is never answered.\n");
    else if (outcome.replies.length === 0) err("No worker answered.\n");
  }
  return exitCodeFor(outcome, expectsReply);
}
