"use client";
// How to search: the query language by examples that can be clicked.
import { CircleHelp } from "lucide-react";
import { type ReactNode, useState } from "react";
import { Dialog } from "#components/ui/dialog.tsx";

const EXAMPLES: readonly (readonly [query: string, meaning: string])[] = [
  ["refused", "the text anywhere: id, name, arguments, result, exception, worker"],
  ['"connection refused"', "an exact phrase, or text with : ( ) or a comma"],
  ["state:failed,retry", "one of several"],
  ["name:billing.*", "a name, exact or with *; the same for worker: and queue:"],
  ["exception:TimeoutError", "the type of the exception, exact or with *"],
  ["received:<1h", "received in the last hour; also sent, started, ended, failed, eta"],
  ["received:2h..1h", "between one and two hours ago; or a day, 2026-01-31"],
  ["runtime:>5s", "took longer; also wait: and retries:>0; ranges are 1s..10s"],
  ["kwargs.user.id:42", "one argument by its path; args.0: is the first"],
  ["-queue:mail", "not these; the same as NOT queue:mail"],
  ["state:retry OR (state:started runtime:>1m)", "either one; brackets group"],
  ["is:orphaned", "its worker was lost; also is:doubtful, is:finished"],
];

export function QueryHelp({ onTry }: { readonly onTry: (query: string) => void }): ReactNode {
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        type="button"
        aria-label="How to search"
        title="How to search"
        aria-haspopup="dialog"
        onClick={() => setOpen(true)}
        className="flex size-6 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:text-ink"
      >
        <CircleHelp size={14} aria-hidden />
      </button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        title="How to search"
        description="All terms must match. Click an example to try it."
        width="lg"
      >
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
