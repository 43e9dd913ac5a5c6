"use client";
// On a phone the facet rail comes from below, behind a button that tells how many filters are on.
import { ListFilter } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Badge } from "#components/ui/badge.tsx";
import { Button } from "#components/ui/button.tsx";
import { Dialog } from "#components/ui/dialog.tsx";
import { facetSheet as words } from "../../words/tasks-list.ts";

export interface FacetSheetProps {
  readonly active: number;
  readonly onOpenChange: (open: boolean) => void;
  readonly children: ReactNode;
}

export function FacetSheet({ active, onOpenChange, children }: FacetSheetProps): ReactNode {
  const [open, setOpen] = useState(false);
  const change = (next: boolean): void => {
    setOpen(next);
    onOpenChange(next);
  };
  return (
    <>
      <Button onClick={() => change(true)} aria-haspopup="dialog" className="h-[38px]">
        <ListFilter size={14} aria-hidden />
        {words.title}
        {active > 0 && <Badge tone="accent">{active}</Badge>}
      </Button>
      <Dialog open={open} onOpenChange={change} title={words.title} width="sm">
        {children}
      </Dialog>
    </>
  );
}
