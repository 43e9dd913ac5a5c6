"use client";
// A modal window: focus is held inside, Escape and the backdrop close it, focus returns to where it was. What draws it
// (dialog-popup.tsx) is fetched when one first opens.
import type { ReactNode } from "react";
import type { DialogProps } from "./dialog-popup.tsx";
import { createPart, usePart } from "./part.ts";
import { useEver } from "./use-ever.ts";

const POPUP = createPart(() => import("./dialog-popup.tsx").then(({ DialogPopup }) => DialogPopup));

export function Dialog(props: DialogProps): ReactNode {
  const Popup = usePart(POPUP, useEver(props.open));
  return Popup === null ? null : <Popup {...props} />;
}
