"use client";
// Asks before something destructive. Says what will happen; may ask for a reason or for a name to be typed.
// It stays open, and busy, until `onConfirm` has settled; `onConfirm` reports its own failures.
import { AlertDialog } from "@base-ui/react/alert-dialog";
import { type ReactNode, type RefObject, useId, useRef, useState } from "react";
import { shared } from "../words/shared.ts";
import { confirmDialog as words } from "../words/ui-parts.ts";
import { Button, buttonClass } from "./button.tsx";
import { cn } from "./cn.ts";
import { BACKDROP, POPUP, WIDTHS } from "./dialog-popup.tsx";
import { Input } from "./input.tsx";
import { keepFocusWithin } from "./keep-focus.ts";

export interface ConfirmDialogProps {
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
  readonly title: string;
  /** What will happen, to what, what is lost, how to undo it. */
  readonly children: ReactNode;
  /** The verb: "Terminate", "Shut down". */
  readonly confirmLabel: string;
  readonly danger?: boolean;
  /** Given one, it must be typed before the button works. */
  readonly typeToConfirm?: string;
  /** Offers a field for the reason kept in the audit log. */
  readonly askReason?: boolean | "required";
  /** Room for more than sentences. */
  readonly wide?: boolean;
  /** Why it cannot be confirmed now. */
  readonly blocked?: string | null;
  /** false keeps it open. */
  readonly onConfirm: (answer: { readonly reason: string | null }) => unknown;
}

export function ConfirmDialog(props: ConfirmDialogProps): ReactNode {
  const cancel = useRef<HTMLButtonElement>(null);
  return (
    <AlertDialog.Root open={props.open} onOpenChange={(next) => props.onOpenChange(next)}>
      <AlertDialog.Portal>
        <AlertDialog.Backdrop className={BACKDROP} />
        {/* Neither on what cannot be undone nor on a live line of the text, which may be gone the next moment. */}
        <AlertDialog.Popup
          ref={keepFocusWithin}
          initialFocus={cancel}
          className={cn(POPUP, WIDTHS.sm, props.wide === true ? "max-w-[560px]" : "max-w-[460px]")}
        >
          <Body {...props} cancel={cancel} />
        </AlertDialog.Popup>
      </AlertDialog.Portal>
    </AlertDialog.Root>
  );
}

function Body(
  props: ConfirmDialogProps & { readonly cancel: RefObject<HTMLButtonElement | null> },
): ReactNode {
  const {
    title,
    children,
    confirmLabel,
    danger = false,
    typeToConfirm,
    askReason,
    blocked,
    onConfirm,
  } = props;
  const [reason, setReason] = useState("");
  const [typed, setTyped] = useState("");
  const [busy, setBusy] = useState(false);
  const ready =
    (blocked ?? null) === null &&
    (typeToConfirm === undefined || typed === typeToConfirm) &&
    (askReason !== "required" || reason.trim() !== "");
  const confirm = async (): Promise<void> => {
    setBusy(true);
    try {
      const done = await onConfirm({ reason: reason.trim() === "" ? null : reason.trim() });
      if (done !== false) props.onOpenChange(false);
    } finally {
      setBusy(false);
    }
  };
  return (
    <form
      className="flex min-h-0 flex-col"
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !busy) void confirm();
      }}
    >
      <AlertDialog.Title className="px-4 pt-3.5 text-lg font-semibold [overflow-wrap:anywhere]">
        {title}
      </AlertDialog.Title>
      <AlertDialog.Description
        render={<div />}
        className="grid min-h-0 gap-2 overflow-y-auto px-4 pt-1.5 pb-3 text-ink-2"
      >
        {children}
      </AlertDialog.Description>
      <div className="grid gap-3 px-4 pb-4 empty:hidden">
        {typeToConfirm !== undefined && (
          <Labelled
            label={
              <>
                {words.typeToConfirm[0]}
                <b className="font-mono font-medium text-ink text-sm">{typeToConfirm}</b>
                {words.typeToConfirm[1]}
              </>
            }
          >
            {(id) => (
              <Input id={id} value={typed} autoComplete="off" onChange={(e) => setTyped(e.target.value)} />
            )}
          </Labelled>
        )}
        {askReason !== undefined && askReason !== false && (
          <Labelled label={askReason === "required" ? shared.reason : shared.reasonOptional}>
            {(id) => (
              <Input
                id={id}
                value={reason}
                maxLength={500}
                placeholder={shared.reasonKept}
                onChange={(e) => setReason(e.target.value)}
              />
            )}
          </Labelled>
        )}
      </div>
      <footer className="flex justify-end gap-2 border-line border-t px-4 py-2.5">
        <AlertDialog.Close ref={props.cancel} className={buttonClass()} disabled={busy}>
          {shared.cancel}
        </AlertDialog.Close>
        <Button
          type="submit"
          variant={danger ? "danger-solid" : "primary"}
          disabled={!ready}
          busy={busy}
          reason={blocked ?? null}
        >
          {confirmLabel}
        </Button>
      </footer>
    </form>
  );
}

function Labelled(props: {
  readonly label: ReactNode;
  readonly children: (id: string) => ReactNode;
}): ReactNode {
  const id = useId();
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-sm text-ink-2">
        {props.label}
      </label>
      {props.children(id)}
    </div>
  );
}
