"use client";
// The hook behind every command button: sends once, shows each worker's answer, never edits state on the page.
// The page changes when the cluster's own event arrives. While one command is under way, a second click is ignored.
import { useCallback, useRef, useState } from "react";
import { shared } from "../words/shared.ts";
import { type CommandName, undoOf } from "./command-words.ts";
import { type CommandRequest, type CommandResult, sendCommand } from "./send-command.ts";
import { showResult, showSending } from "./show-outcome.tsx";

interface SendOptions extends CommandRequest {
  /** Taking it back, when only the caller knows how (the rate limit before); others are known by undoOf. */
  readonly undo?: { readonly command: CommandName; readonly args: CommandRequest["args"] } | null;
}
export interface Commander {
  /** Resolves with the result, or null when another command of this hook was still under way. */
  readonly send: (command: CommandName, options: SendOptions) => Promise<CommandResult | null>;
  readonly pending: boolean;
}

export function useCommand(): Commander {
  const busy = useRef(false);
  const [pending, setPending] = useState(false);
  const send = useCallback(async (command: CommandName, options: SendOptions) => {
    if (busy.current) return null;
    busy.current = true;
    setPending(true);
    try {
      return await sendAndShow(command, options);
    } finally {
      busy.current = false;
      setPending(false);
    }
  }, []);
  return { send, pending };
}

async function sendAndShow(command: CommandName, options: SendOptions): Promise<CommandResult> {
  const { undo, ...request } = options;
  const toastId = showSending(command);
  const result = await sendCommand(command, request);
  const back = undo === undefined ? undoOf(command, options.args ?? {}) : undo;
  showResult(
    toastId,
    command,
    result,
    back && {
      label: shared.undo,
      run: () => {
        const args = back.args ?? {};
        void sendAndShow(back.command, { args, destination: options.destination, undo: null });
      },
    },
  );
  return result;
}
