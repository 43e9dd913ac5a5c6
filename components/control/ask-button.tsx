"use client";
// The icon in a row that opens a dialog kept outside of the row: rows come and go, a question must not go with them.
import type { ReactNode } from "react";
import { Button } from "../ui/button.tsx";
import { type CommandName, commandWords } from "./command-words.ts";
import { useForbidden } from "./use-forbidden.ts";

export interface AskButtonProps {
  readonly command: CommandName;
  /** What it acts on; for assistive technology. */
  readonly of: string;
  readonly icon: ReactNode;
  readonly disabledReason?: string | null;
  readonly onAsk: () => void;
}

export function AskButton({ command, of, icon, disabledReason = null, onAsk }: AskButtonProps): ReactNode {
  const forbidden = useForbidden(command);
  const { label } = commandWords(command);
  return (
    <Button
      variant="quiet"
      size="icon"
      aria-label={`${label} ${of}`}
      title={label}
      reason={forbidden ?? disabledReason}
      onClick={onAsk}
    >
      {icon}
    </Button>
  );
}
