"use client";
// How to search: the query language by examples that can be clicked.
import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";
import { queryHelp as words } from "../../../words/tasks-list.ts";

const EXAMPLES: readonly (readonly [query: string, meaning: string])[] = [
  ["refused", words.text],
  ['"connection refused"', words.phrase],
  ["state:failed,retry", words.oneOf],
  ["name:billing.*", words.name],
  ["exception:TimeoutError", words.exception],
  ["received:<1h", words.since],
  ["received:2h..1h", words.between],
  ["runtime:>5s", words.took],
  ["kwargs.user.id:42", words.argument],
  ["-queue:mail", words.not],
  ["state:retry OR (state:started runtime:>1m)", words.or],
  ["is:orphaned", words.is],
];

export function QueryHelp({ onTry }: { readonly onTry: (query: string) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label={words.title}
        title={words.title}
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
      >
        <CircleHelp size={14} aria-hidden />
      </button>
      <Dialog open={open} onOpenChange={setOpen} title={words.title} description={words.meaning} width="lg">
        <table className="w-full text-left">
          <tbody>
            {EXAMPLES.map(([query, meaning]) => (
              <tr key={query} className="border-line border-t first:border-0 max-sm:grid">
                <td className="max-w-none py-1 pr-3 align-baseline">
                  <button
                    type="button"
                    onClick={() => {
                      setOpen(false);
                      onTry(query);
                    }}
                    className="rounded-sm text-left font-mono text-accent text-sm hover:underline"
                  >
                    {query}
                  </button>
                </td>
                <td className="max-w-none whitespace-normal py-1 align-baseline text-ink-2">{meaning}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </Dialog>
    </>
  );
}
