"use client";
// A hint on hover and focus. The child is what it hangs on: one focusable element that takes props. It stays the same element
// whether or not the hint is drawn, so that focus is never lost; the drawing (tooltip-popup.tsx) is fetched on first use.
import {
  cloneElement,
  type KeyboardEvent,
  type PointerEvent,
  type ReactElement,
  type ReactNode,
  type SyntheticEvent,
  useEffect,
  useRef,
  useState,
} from "react";
import { createPart, prefetch, usePart } from "./part.ts";

const POPUP = createPart(() => import("./tooltip-popup.tsx").then(({ TooltipPopup }) => TooltipPopup));
const DELAY_MS = 350;

export interface TooltipProps {
  readonly content: ReactNode;
  readonly side?: "top" | "right" | "bottom" | "left";
  /** Its own handlers of pointer, focus and keys are replaced. */
  readonly children: ReactElement<Record<string, unknown>>;
}

export function Tooltip({ content, side = "top", children }: TooltipProps): ReactNode {
  const [anchor, setAnchor] = useState<Element | null>(null);
  const [open, setOpen] = useState(false);
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const Popup = usePart(POPUP, anchor !== null);
  useEffect(() => () => clearTimeout(timer.current), []);
  const show = ({ currentTarget }: SyntheticEvent, afterMs: number): void => {
    prefetch(POPUP);
    setAnchor(currentTarget);
    clearTimeout(timer.current);
    timer.current = setTimeout(() => setOpen(true), afterMs);
  };
  const hide = (): void => {
    clearTimeout(timer.current);
    setOpen(false);
  };
  return (
    <>
      {cloneElement(children, {
        onPointerEnter: (event: PointerEvent) => event.pointerType !== "touch" && show(event, DELAY_MS),
        onPointerLeave: hide,
        onFocus: (event: SyntheticEvent) => event.currentTarget.matches(":focus-visible") && show(event, 0),
        onBlur: hide,
        onKeyDown: (event: KeyboardEvent) => event.key === "Escape" && hide(),
      })}
      {Popup !== null && (
        <Popup open={open} onOpenChange={setOpen} anchor={anchor} side={side}>
          {content}
        </Popup>
      )}
    </>
  );
}
