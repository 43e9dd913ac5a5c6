"use client";
// The palette: pages, workers, queues, task names, a pasted uuid, and the frame's actions, from the keyboard alone.
// Loaded when first opened; it watches the lists it offers only while it is open.
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import { ListTree, Search } from "lucide-react";
import { type ReactNode, useState } from "react";
import { cn } from "../ui/cn.ts";
import { BACKDROP, POPUP } from "../ui/dialog-popup.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { palette as words } from "../words/shell-parts.ts";
import { Actions } from "./palette-actions.tsx";
import { guess, SEARCH } from "./palette-entries.ts";
import { PaletteGroup } from "./palette-group.tsx";
import { Clusters, Names, Pages, Queues, Workers } from "./palette-places.tsx";

export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState("");
  const guesses = guess(text).map(({ label, detail, href }) => ({
    key: label,
    value: `${label} ${text}`,
    icon: ListTree,
    label: (
      <>
        {label} <span className="truncate font-mono text-ink-2 text-sm">{detail}</span>
      </>
    ),
    go: href,
  }));
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className={cn(POPUP, "max-w-[580px] overflow-hidden")} aria-label={words.title}>
          <Command label={words.title} loop className="flex min-h-0 flex-col">
            <div className="flex items-center gap-2.5 border-line border-b px-3.5">
              <Search size={15} aria-hidden className="text-ink-3" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder={words.placeholder}
                className="h-11 flex-1 bg-transparent text-[14px] outline-none"
              />
              <Kbd>{words.escape}</Kbd>
            </div>
            <Command.List className="min-h-0 overflow-y-auto p-1.5 [max-height:min(420px,60vh)]">
              <Command.Empty className="px-3 py-6 text-center text-ink-3">{words.nothingFound}</Command.Empty>
              <PaletteGroup items={guesses.filter(({ key }) => key !== SEARCH)} onClose={onClose} />
              <Pages onClose={onClose} />
              <Clusters onClose={onClose} />
              <Workers onClose={onClose} />
              <Queues onClose={onClose} />
              <Names onClose={onClose} />
              <Actions onClose={onClose} />
              {/* To search is always offered, below everything that is called so. */}
              <PaletteGroup items={guesses.filter(({ key }) => key === SEARCH)} onClose={onClose} />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
