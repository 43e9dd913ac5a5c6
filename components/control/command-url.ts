// Where commands are posted.
import type { CommandName } from "./command-words.ts";

export function commandUrl(command: CommandName): string {
  return `/api/v1/commands/${command}`;
}
