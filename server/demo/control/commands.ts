// Every command a simulated worker understands, by name and alias. Unknown names are answered with a KeyError.
import { ALIASES } from "#lib/control/commands.ts";
import type { Command } from "./command.ts";
import { INSPECT_COMMANDS } from "./inspect.ts";
import { POOL_COMMANDS } from "./pool.ts";
import { RESIZE_COMMANDS } from "./resize.ts";
import { TASK_COMMANDS } from "./tasks.ts";

export const COMMANDS: ReadonlyMap<string, Command> = withAliases([
  ...INSPECT_COMMANDS,
  ...TASK_COMMANDS,
  ...POOL_COMMANDS,
  ...RESIZE_COMMANDS,
]);

function withAliases(commands: readonly Command[]): Map<string, Command> {
  const byName = new Map(commands.map((command) => [command.fn, command]));
  for (const [alias, name] of Object.entries(ALIASES)) {
    const command = byName.get(name);
    if (command !== undefined) byName.set(alias, command);
  }
  return byName;
}
