// The command line as commander knows it: every subcommand with its words and options. It decides nothing: each ends in
// one call of `act`, which is given what was asked.
import { Command, Option } from "commander";
import { COMMAND_NAMES, type CommandName } from "#lib/control/command.ts";
import { ALIASES, COMMANDS } from "#lib/control/commands.ts";
import { readExtra, sendOf } from "./read-send.ts";
import type { CommonOptions, Request } from "./request.ts";
import { wordsOf } from "./words.ts";

export type Act = (request: Request) => void;

const EPILOGUE = `
Exit status: 0 done, 1 a worker answered with an error or nothing was found, 2 wrong usage,
69 not reached or nobody answered, 75 some workers did not answer, 77 not allowed.
See docs/command-line.md. Without a subcommand, umbel serves the dashboard: umbel serve --help.`;

export function buildProgram(version: string, act: Act): Command {
  const program = new Command("umbel")
    .description("Watches and controls a Celery cluster from the command line.")
    .version(version, "-V, --version", "print the version and stop")
    .helpOption("-h, --help", "print this help and stop")
    .helpCommand("help [command]", "print the help of a command")
    .showSuggestionAfterError(true)
    .addHelpText("after", EPILOGUE)
    .configureHelp({ helpWidth: 100, showGlobalOptions: true });
  program
    .command("serve")
    .description("serve the dashboard, which is also what umbel does without a subcommand");
  program.command("flower").description("serve the dashboard with Flower's options");
  addGroup(program, "inspect", "ask workers about themselves", act);
  const control = addGroup(program, "control", "change workers", act);
  addCustom(control, act);
  addRevoke(program, act);
  addPurge(program, act);
  addShows(program, act);
  addAcknowledge(program, act);
  return program;
}

function addGroup(program: Command, kind: "inspect" | "control", description: string, act: Act): Command {
  const group = program.command(kind).description(`${description}: umbel ${kind} <command>`);
  for (const name of COMMAND_NAMES) {
    if (COMMANDS[name].kind === kind) addMethod(group, name, act);
  }
  return group;
}

function addMethod(group: Command, name: CommandName, act: Act): void {
  const words = wordsOf(name);
  const command = group.command(words.usage === "" ? name : `${name} ${words.usage}`);
  command.description(COMMANDS[name].description);
  for (const [alias, of] of Object.entries(ALIASES)) if (of === name) command.alias(alias);
  addSending(command);
  for (const [flags, help] of Object.entries(FLAGS[name] ?? {})) command.option(flags, help);
  command.action(() => {
    act({ kind: "send", send: sendOf(name, command.args, command.opts()), options: command.opts() });
  });
}

/** Beside the words: what Celery takes as keyword arguments. */
const FLAGS: Readonly<Partial<Record<CommandName, Readonly<Record<string, string>>>>> = {
  conf: { "--with-defaults": "all settings, not only those that differ from Celery's defaults" },
  registered: { "--builtins": "also Celery's own tasks" },
  pool_restart: { "--reload": "reload the modules even when they are already loaded" },
  revoke_by_stamped_headers: {
    "--terminate": "also stop those that are running",
    "--signal <name>": "for --terminate; SIGTERM by default",
  },
  add_consumer: {
    "--queue-type <type>": "classic or quorum (RabbitMQ)",
    "--max-priority <n>": "x-max-priority (RabbitMQ)",
    "--no-durable": "the queue does not outlive the broker (RabbitMQ)",
  },
};

function addCustom(control: Command, act: Act): void {
  const custom = control
    .command("custom <name> [arguments]")
    .description("send a command that the application defined itself; its arguments as a JSON object");
  addSending(custom).action((name: string, json?: string) => {
    act({
      kind: "send",
      send: { ...sendOf("ping", [], custom.opts()), command: name, custom: true, args: readExtra(json) },
      options: custom.opts(),
    });
  });
}

function addRevoke(program: Command, act: Act): void {
  const revoke = program
    .command("revoke <task_id...>")
    .description("keep tasks from running; with --terminate also stop those that are running")
    .option("--terminate", "stop the process that runs it, too")
    .option("--signal <name>", "for --terminate; SIGTERM by default");
  addSending(revoke).action((ids: string[]) => {
    const { terminate, signal } = revoke.opts<{ terminate?: boolean; signal?: string }>();
    const name = terminate === true ? "terminate" : "revoke";
    const args = { task_id: ids, ...(signal !== undefined && { signal }) };
    act({ kind: "send", send: { ...sendOf(name, [], revoke.opts()), args }, options: revoke.opts() });
  });
}

function addPurge(program: Command, act: Act): void {
  const purge = program
    .command("purge <queue...>")
    .description("remove every message waiting in these queues")
    .option("-f, --force", "do not ask")
    .option("--reason <text>", "for the audit log");
  addTarget(purge).action((queues: string[]) => act({ kind: "purge", queues, options: purge.opts() }));
}

function addShows(program: Command, act: Act): void {
  const filter = 'state:failed received:<1h kwargs.card:42 "timed out" (docs/queries.md)';
  const events = program
    .command("events [filter...]")
    .description(`show what happens, as it happens; ${filter}`);
  addTarget(events).action((words: string[]) => act({ kind: "events", words, options: events.opts() }));
  const tasks = program
    .command("tasks [id_or_filter...]")
    .description(`list tasks, or show one by its id; ${filter}`)
    .option("-n, --limit <n>", "how many to list at most", "50");
  addTarget(tasks).action((words: string[]) => act({ kind: "tasks", words, options: tasks.opts() }));
  const workers = program.command("workers").description("list workers");
  addTarget(workers).action(() => act({ kind: "workers", options: workers.opts() }));
  const status = program
    .command("status")
    .description("show who is online, what is waiting and what is wrong");
  addTarget(status).action(() => act({ kind: "status", options: status.opts() }));
}

function addAcknowledge(program: Command, act: Act): void {
  const acknowledge = program
    .command("acknowledge <key> [note...]")
    .description("say that a finding is known; status names the keys, the note is for others");
  addTarget(acknowledge).action((key: string, words: string[]) => {
    const note = words.length === 0 ? null : words.join(" ");
    act({ kind: "acknowledge", key, note, options: acknowledge.opts() });
  });
  const unacknowledge = program
    .command("unacknowledge <key>")
    .description("take that back")
    .option("--reason <text>", "for the audit log");
  addTarget(unacknowledge).action((key: string) => {
    const options = unacknowledge.opts<CommonOptions>();
    act({ kind: "unacknowledge", key, note: options.reason ?? null, options });
  });
}

function addSending(command: Command): Command {
  command
    .option("-d, --destination <names>", "only these workers, separated by commas")
    .option("--pattern <glob>", "only workers whose whole name matches: celery@gpu-*")
    .option("--regex <expression>", "only workers whose name begins with a match")
    .option("-t, --timeout <seconds>", "how long to wait for answers")
    .option("--args <json>", "further arguments as a JSON object, by Celery's names")
    .option("--reason <text>", "for the audit log");
  return addTarget(command);
}

function addTarget(command: Command): Command {
  return command
    .option("--json", "for machines: JSON")
    .option("-u, --url <url>", "a running Umbel [UMBEL_URL] (default: http://127.0.0.1:5555)")
    .option("--user <user:password>", "who signs in there [UMBEL_USER]")
    .option(
      "-b, --broker <url>",
      "connect to a broker directly, without a running Umbel [UMBEL_BROKER, CELERY_BROKER_URL]",
    )
    .addOption(
      new Option("--audit-log <file>", "with --broker: where to write down what was sent [UMBEL_AUDIT_LOG]"),
    );
}
