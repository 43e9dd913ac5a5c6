"use client";
// Opens the dialog of a batch. Its parts are fetched when it is first about to be asked.
import { type ReactNode, useState } from "react";
import type { Permission } from "#lib/access/roles.ts";
import type { Batch, BatchKind } from "#lib/batches/batch.ts";
import { COMMANDS } from "#lib/control/commands.ts";
import { Button } from "../../ui/button.tsx";
import { createPart, usePart } from "../../ui/part.ts";
import { useLacking } from "../use-forbidden.ts";
import type { BatchSelection } from "./batch-selection.ts";

const BATCH_DIALOG = createPart(() => import("./batch-dialog.tsx").then(({ BatchDialog }) => BatchDialog));

export interface BatchButtonProps {
  readonly kind: BatchKind;
  readonly selection: BatchSelection;
  readonly label: string;
  readonly icon: ReactNode;
  readonly disabledReason?: string | null;
  readonly onBegun?: (batch: Batch) => void;
}

export function BatchButton({
  kind,
  selection,
  label,
  icon,
  disabledReason = null,
  onBegun,
}: BatchButtonProps): ReactNode {
  const [open, setOpen] = useState(false);
  const [asked, setAsked] = useState(false);
  const Dialog = usePart(BATCH_DIALOG, asked);
  const forbidden = useLacking(permissionOf(kind));
  return (
    <>
      <Button
        variant={kind === "terminate" ? "danger" : "default"}
        reason={disabledReason ?? forbidden}
        onClick={() => {
          setAsked(true);
          setOpen(true);
        }}
      >
        {icon}
        {label}
      </Button>
      {Dialog !== null && (
        <Dialog
          open={open}
          onOpenChange={setOpen}
          kind={kind}
          selection={selection}
          {...(onBegun && { onBegun })}
        />
      )}
    </>
  );
}

function permissionOf(kind: BatchKind): Permission {
  return kind === "retry" ? "control" : COMMANDS[kind].permission;
}
