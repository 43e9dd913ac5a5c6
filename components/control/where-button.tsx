"use client";
// Asks the workers where a task is.
import { LocateFixed } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Button } from "../ui/button.tsx";
import { prefetch, usePart } from "../ui/part.ts";
import { useEver } from "../ui/use-ever.ts";
import { whereButton as words } from "../words/control-parts.ts";
import { WHERE_DIALOG } from "./dialogs.ts";

export function WhereButton({ uuid }: { readonly uuid: string }): ReactNode {
  const [open, setOpen] = useState(false);
  const Dialog = usePart(WHERE_DIALOG, useEver(open));
  return (
    <>
      <Button
        onPointerEnter={() => prefetch(WHERE_DIALOG)}
        onFocus={() => prefetch(WHERE_DIALOG)}
        onClick={() => setOpen(true)}
      >
        <LocateFixed size={14} aria-hidden />
        {words.ask}
      </Button>
      {Dialog !== null && <Dialog open={open} onOpenChange={setOpen} uuid={uuid} />}
    </>
  );
}
