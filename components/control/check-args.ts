// The server's own schemas, asked before anything is sent, so that a form and the API can never disagree.
import { ARGS } from "#lib/control/args.ts";
import type { CommandName } from "./command-words.ts";

/** Argument → what is accepted, for those at fault; empty when the server would take them. */
export function checkArgs(command: CommandName, args: unknown): Readonly<Record<string, string>> {
  const parsed = ARGS[command].safeParse(args);
  if (parsed.success) return {};
  const errors: Record<string, string> = {};
  for (const issue of parsed.error.issues) errors[String(issue.path[0] ?? "")] ??= sentence(issue.message);
  return errors;
}

/** "must be at least 1" reads as "Must be at least 1." under a field. */
function sentence(text: string): string {
  return `${text.charAt(0).toUpperCase()}${text.slice(1)}${text.endsWith(".") ? "" : "."}`;
}
