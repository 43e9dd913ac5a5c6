"use client";
// Dialogs that belong to no page: the application's own commands, and revoking by stamped headers. Opened from the
// palette and from the pages' menus; each is fetched when it first opens.
import type { ReactNode } from "react";
import { CUSTOM_DIALOG, STAMPS_DIALOG } from "../control/dialogs.ts";
import { usePart } from "../ui/part.ts";
import { closeOverlay, useOverlay } from "./overlays.ts";

export function CommandDialogs(): ReactNode {
  const overlay = useOverlay();
  const Custom = usePart(CUSTOM_DIALOG, overlay === "custom");
  const Stamps = usePart(STAMPS_DIALOG, overlay === "stamps");
  const onOpenChange = (open: boolean) => !open && closeOverlay();
  if (Custom !== null) return <Custom open onOpenChange={onOpenChange} />;
  return Stamps === null ? null : <Stamps open onOpenChange={onOpenChange} />;
}
