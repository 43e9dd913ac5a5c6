"use client";
// A button that sends one command. A destructive one asks first; one that may not be used says why.
import { type ReactNode, useState } from "react";
import { COMMANDS } from "#lib/control/commands.ts";
import { Button, type ButtonSize, type ButtonVariant } from "../ui/button.tsx";
import { type CommandName, commandWords } from "./command-words.ts";
import { ConfirmCommand } from "./confirm-command.tsx";
import { type Confirmation, confirmationFor, type RunningTask } from "./confirmation.ts";
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
  const words =
    props.confirm === undefined ? confirmationFor(command, { args, destination, running }) : props.confirm;
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
        onClick={() => (words === null ? void act() : setAsking(true))}
      >
        {!pending && props.icon}
        {size !== "icon" && label}
      </Button>
      {words !== null && (
        <ConfirmCommand
          open={asking}
          onOpenChange={setAsking}
          command={command}
          args={args}
          destination={destination}
          confirmation={words}
          {...(onSent && { onSent })}
        />
      )}
    </>
  );
}
