"use client";
// A button that sends one command. A destructive one asks first (the question is fetched when somebody comes near the
// button); one that may not be used says why.
import { type ReactNode, useState } from "react";
import { COMMANDS } from "#lib/control/commands.ts";
import { Button, type ButtonSize, type ButtonVariant } from "../ui/button.tsx";
import { prefetch, usePart } from "../ui/part.ts";
import { useEver } from "../ui/use-ever.ts";
import { type CommandName, commandWords } from "./command-words.ts";
import type { Confirmation, RunningTask } from "./confirmation.ts";
import { CONFIRM_COMMAND } from "./dialogs.ts";
import type { CommandRequest, CommandResult } from "./send-command.ts";
import { useCommand } from "./use-command.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface CommandButtonProps {
  readonly command: CommandName;
  readonly args?: CommandRequest["args"];
  /** Worker names; null is every worker. */
  readonly destination: readonly string[] | null;
  readonly label?: string;
  readonly icon?: ReactNode;
  readonly size?: ButtonSize;
  readonly variant?: ButtonVariant;
  readonly className?: string;
  /** Why it makes no sense now; the button is then off and says so. */
  readonly disabledReason?: string | null;
  /** Other words than the usual ones; null never asks. */
  readonly confirm?: Confirmation | null;
  readonly running?: readonly RunningTask[] | null;
  readonly onSent?: (result: CommandResult) => void;
}

export function CommandButton(props: CommandButtonProps): ReactNode {
  const { command, args = {}, destination, running = null, onSent, size } = props;
  const [asking, setAsking] = useState(false);
  const { send, pending } = useCommand();
  const forbidden = useForbidden(command);
  const Confirm = usePart(CONFIRM_COMMAND, useEver(asking));
  const asks = (props.confirm === undefined ? COMMANDS[command].confirm : props.confirm) !== null;
  const label = props.label ?? commandWords(command).label;
  const act = async (): Promise<void> => {
    const result = await send(command, { args, destination });
    if (result !== null) onSent?.(result);
  };
  return (
    <>
      <Button
        variant={props.variant ?? (COMMANDS[command].destructive ? "danger" : "default")}
        {...(size && { size })}
        {...(props.className !== undefined && { className: props.className })}
        {...(size === "icon" && { "aria-label": label, title: label })}
        busy={pending}
        reason={forbidden ?? props.disabledReason ?? null}
        {...(asks && {
          onPointerEnter: () => prefetch(CONFIRM_COMMAND),
          onFocus: () => prefetch(CONFIRM_COMMAND),
        })}
        onClick={() => (asks ? setAsking(true) : void act())}
      >
        {!pending && props.icon}
        {size !== "icon" && label}
      </Button>
      {asks && Confirm !== null && (
        <Confirm
          open={asking}
          onOpenChange={setAsking}
          command={command}
          args={args}
          destination={destination}
          running={running}
          {...(props.confirm && { confirmation: props.confirm })}
          {...(onSent && { onSent })}
        />
      )}
    </>
  );
}
