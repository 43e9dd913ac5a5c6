"use client";
// What each key does. Pages' own keys are listed with the frame's, because nobody reads two lists.
import type { ReactNode } from "react";
import { Dialog } from "../ui/dialog.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { NAV_ENTRIES } from "./nav-entries.ts";

type Line = readonly [keys: readonly string[], what: string];

const GROUPS: readonly { readonly title: string; readonly lines: readonly Line[] }[] = [
  {
    title: "Everywhere",
    lines: [
      [["⌘K"], "Search and actions (Ctrl K elsewhere)"],
      [["/"], "Focus the search box"],
      [["p"], "Pause and resume"],
      [["?"], "This list"],
      ...NAV_ENTRIES.map(({ key, label }): Line => [["g", key], label]),
    ],
  },
  {
    title: "In the lists of tasks and workers",
    lines: [
      [["j"], "Next row"],
      [["k"], "Previous row"],
      [["x"], "Select"],
      [["Enter"], "Open"],
    ],
  },
];

export function ShortcutsSheet({ onClose }: { readonly onClose: () => void }): ReactNode {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keyboard shortcuts" width="sm">
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
