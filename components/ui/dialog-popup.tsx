"use client";
// The drawing of a modal window (dialog.tsx).
import { Dialog as Base } from "@base-ui/react/dialog";
import { X } from "lucide-react";
import type { ReactNode } from "react";
import { shared } from "../words/shared.ts";
import { buttonClass } from "./button.tsx";
import { cn } from "./cn.ts";
import { keepFocusWithin } from "./keep-focus.ts";

export const BACKDROP =
  "fixed inset-0 z-40 bg-scrim transition-opacity duration-100 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const POPUP =
  "fixed top-[12vh] left-1/2 z-40 flex max-h-[80vh] w-[calc(100vw-24px)] -translate-x-1/2 flex-col rounded-lg border border-line-strong bg-raised shadow-pop outline-none transition-[opacity,scale] duration-100 data-ending-style:scale-[0.98] data-ending-style:opacity-0 data-starting-style:scale-[0.98] data-starting-style:opacity-0";

export const WIDTHS = { sm: "max-w-[400px]", md: "max-w-[540px]", lg: "max-w-[780px]" } as const;

export interface DialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: ReactNode;
  readonly description?: ReactNode;
  /** Buttons at the foot, the primary one last. */
  readonly footer?: ReactNode;
  readonly width?: keyof typeof WIDTHS;
  readonly children?: ReactNode;
}

export function DialogPopup(props: DialogProps): ReactNode {
  const { open, onOpenChange, title, description, footer, width = "md", children } = props;
  return (
    <Base.Root open={open} onOpenChange={(next) => onOpenChange(next)}>
      <Base.Portal>
        <Base.Backdrop className={BACKDROP} />
        <Base.Popup ref={keepFocusWithin} className={cn(POPUP, WIDTHS[width])}>
          <header className="flex items-start gap-3 px-4 pt-3.5 pb-2">
            <div className="min-w-0 flex-1">
              <Base.Title className="text-lg font-semibold [overflow-wrap:anywhere]">{title}</Base.Title>
              {description !== undefined && (
                <Base.Description className="mt-0.5 text-ink-2">{description}</Base.Description>
              )}
            </div>
            <Base.Close className={buttonClass({ variant: "quiet", size: "icon" })} aria-label={shared.close}>
              <X size={15} aria-hidden />
            </Base.Close>
          </header>
          <div className="min-h-0 overflow-y-auto px-4 pb-4">{children}</div>
          {footer !== undefined && (
            <footer className="flex justify-end gap-2 border-line border-t px-4 py-2.5">{footer}</footer>
          )}
        </Base.Popup>
      </Base.Portal>
    </Base.Root>
  );
}
