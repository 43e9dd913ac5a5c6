"use client";
// The drawing of a hint at the element it belongs to; when it is open is tooltip.tsx's business.
import { Tooltip as Base } from "@base-ui/react/tooltip";
import type { ReactNode } from "react";

export interface TooltipPopupProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly anchor: Element | null;
  readonly side: "top" | "right" | "bottom" | "left";
  readonly children: ReactNode;
}

export function TooltipPopup({ open, onOpenChange, anchor, side, children }: TooltipPopupProps): ReactNode {
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Positioner anchor={anchor} side={side} sideOffset={6} className="z-50">
          <Base.Popup className="max-w-80 rounded-md border border-line bg-raised px-2 py-1 text-ink text-sm shadow-pop transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0">
            {children}
          </Base.Popup>
        </Base.Positioner>
      </Base.Portal>
    </Base.Root>
  );
}
