// Whether a worker can be asked for what holds task arguments as objects.

/**
 * A worker that takes pickle but answers in another format may fail to write such a reply, and then hears no command
 * until it restarts (docs/protocol/control.md D1). `conf` null: it has not told yet.
 */
export function mayShowArguments(conf: Readonly<Record<string, unknown>> | null): boolean {
  if (conf === null) return false;
  const accepted = JSON.stringify(conf.accept_content ?? ["json"]);
  const takesObjects = /pickle|python-serialize/.test(accepted);
  return !takesObjects || /pickle|python-serialize/.test(String(conf.task_serializer ?? "json"));
}
