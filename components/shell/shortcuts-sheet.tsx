"use client";
// What each key does. Pages' own keys are listed with the frame's, because nobody reads two lists.
import type { ReactNode } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { shared } from "../words/shared.ts";
import { shortcutsSheet as words } from "../words/shell-parts.ts";
import { NAV_ENTRIES } from "./nav-entries.ts";

type Line = readonly [keys: readonly string[], what: string];

const GROUPS: readonly { readonly title: string; readonly lines: readonly Line[] }[] = [
  {
    title: words.everywhere,
    lines: [
      [["⌘K"], words.palette],
      [["/"], words.search],
      [["p"], words.pause],
      [["?"], words.thisList],
      ...NAV_ENTRIES.map(({ key, label }): Line => [["g", key], label]),
    ],
  },
  {
    title: words.inLists,
    lines: [
      [["j"], words.next],
      [["k"], words.previous],
      [["x"], words.select],
      [["Enter"], words.open],
    ],
  },
];

export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title={shared.shortcuts} width="sm">
      <div className="grid gap-4">
        {GROUPS.map((group) => (
          <section key={group.title} aria-label={group.title}>
            <h3 className="mb-1 font-semibold text-ink-3 text-xs">{group.title}</h3>
            <dl className="grid gap-1">
              {group.lines.map(([keys, what]) => (
                <div key={keys.join(" ")} className="flex items-center justify-between gap-4">
                  <dd>{what}</dd>
                  <dt className="order-last flex gap-1">
                    {keys.map((key) => (
                      <Kbd key={key}>{key}</Kbd>
                    ))}
                  </dt>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  );
}
