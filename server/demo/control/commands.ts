// Every command a simulated worker understands, by name and alias. Unknown names are answered with a KeyError.
import type { Command } from "./command.ts";
import { INSPECT_COMMANDS } from "./inspect.ts";
import { POOL_COMMANDS } from "./pool.ts";
import { TASK_COMMANDS } from "./tasks.ts";

const ALIASES: Readonly<Record<string, string>> = {
  dump_active: "active",
  dump_reserved: "reserved",
  dump_schedule: "scheduled",
  dump_revoked: "revoked",
  dump_tasks: "registered",
  dump_conf: "conf",
};

export const COMMANDS: ReadonlyMap<string, Command> = withAliases([
  ...INSPECT_COMMANDS,
  ...TASK_COMMANDS,
  ...POOL_COMMANDS,
]);

function withAliases(commands: readonly Command[]): Map<string, Command> {
  const byName = new Map(commands.map((command) => [command.fn, command]));
  for (const [alias, name] of Object.entries(ALIASES)) {
    const command = byName.get(name);
    if (command !== undefined) byName.set(alias, command);
  }
  return byName;
}
