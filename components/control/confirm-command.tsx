"use client";
// Asks before a destructive command: what will happen, to what, what is lost, how to undo it, and for a reason.
// The dialog stays busy until the workers have answered; the toast tells what they said.
import type { ReactNode } from "react";
import { COMMANDS } from "#lib/control/commands.ts";
import { taskPath } from "#lib/routes.ts";
import { ConfirmDialog } from "../ui/confirm-dialog.tsx";
import { TaskName } from "../ui/task-name.tsx";
import { Elapsed } from "../ui/time.tsx";
import { shared } from "../words/shared.ts";
import { type CommandName, commandWords } from "./command-words.ts";
import { type Confirmation, confirmationFor, type RunningTask } from "./confirmation.ts";
import type { CommandRequest, CommandResult } from "./send-command.ts";
import { useCommand } from "./use-command.ts";

export interface ConfirmCommandProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly command: CommandName;
  readonly args?: CommandRequest["args"];
  readonly destination: readonly string[] | null;
  /** What runs where it strikes; left out or null when not known. */
  readonly running?: readonly RunningTask[] | null;
  /** The dialog's words, when the usual ones do not fit. */
  readonly confirmation?: Confirmation;
  /** Fields above the reason: the choice of a signal. */
  readonly children?: ReactNode;
  readonly onSent?: (result: CommandResult) => void;
}

export function ConfirmCommand(props: ConfirmCommandProps): ReactNode {
  const { open, onOpenChange, command, args = {}, destination, running = null, children, onSent } = props;
  const { send } = useCommand();
  const words = props.confirmation ?? confirmationFor(command, { args, destination, running });
  if (words === null) return null;
  return (
    <ConfirmDialog
      open={open}
      onOpenChange={onOpenChange}
      title={words.title}
      confirmLabel={commandWords(command).label}
      danger={COMMANDS[command].destructive}
      askReason
      onConfirm={async ({ reason }) => {
        const result = await send(command, { args, destination, reason });
        if (result !== null) onSent?.(result);
      }}
    >
      <ConfirmationText words={words} />
      {children}
    </ConfirmDialog>
  );
}

/** The sentences and the list of what is lost. */
function ConfirmationText({ words }: { readonly words: Confirmation }): ReactNode {
  return (
    <>
      {words.consequences.map((sentence) => (
        <p key={sentence}>{sentence}</p>
      ))}
      {words.losing.length > 0 && <Losing title={words.losingTitle} tasks={words.losing} />}
      <p>
        <b className="font-medium text-ink">{shared.undoBy}</b>
        {words.undo}
      </p>
    </>
  );
}

const MAX_LISTED = 6;

function Losing({ title, tasks }: { readonly title: string; readonly tasks: readonly RunningTask[] }) {
  return (
    <div className="rounded-md border border-line bg-sunken px-3 py-2">
      <h3 className="mb-1 font-medium text-ink-3 text-xs">
        {title} ({tasks.length})
      </h3>
      <ul className="grid gap-0.5">
        {tasks.slice(0, MAX_LISTED).map((task) => (
          <li key={task.uuid} className="flex min-w-0 items-baseline gap-3 text-ink">
            <a
              href={taskPath(task.uuid)}
              target="_blank"
              rel="noreferrer"
              className="min-w-0 truncate hover:underline"
            >
              <TaskName name={task.name} />
            </a>
            <span className="min-w-0 flex-1 truncate font-mono text-ink-3 text-xs">{task.uuid}</span>
            {typeof task.startedAt === "number" && (
              <Elapsed since={task.startedAt} className="shrink-0 text-ink-2" />
            )}
          </li>
        ))}
        {tasks.length > MAX_LISTED && (
          <li className="text-ink-3">{shared.andMore(tasks.length - MAX_LISTED)}</li>
        )}
      </ul>
    </div>
  );
}
