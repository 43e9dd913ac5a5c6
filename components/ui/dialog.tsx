"use client";
// A modal window: focus is held inside, Escape and the backdrop close it, focus returns to where it was. What draws it
// (dialog-popup.tsx) is fetched when one first opens.
import type { ReactNode } from "react";
import { createPart, usePart } from "./part.ts";
import { useEver } from "./use-ever.ts";

const POPUP = createPart(() => import("./dialog-popup.tsx").then(({ DialogPopup }) => DialogPopup));

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** Buttons at the foot, the primary one last. */
  readonly footer?: ReactNode;
  readonly width?: "sm" | "md" | "lg";
  readonly children?: ReactNode;
}

export function Dialog(props: DialogProps): ReactNode {
  const Popup = usePart(POPUP, useEver(props.open));
  return Popup === null ? null : <Popup {...props} />;
}
