// A dotted task name where room is short: the module is cut first, because the function's name tells more.
import type { ReactNode } from "react";
import { Unknown } from "#components/ui/key-value.tsx";
import { ofTasks } from "../words/shared.ts";

export function LongName({ name }: { readonly name: string | null }): ReactNode {
  if (name === null) return <Unknown>{ofTasks.nameless}</Unknown>;
  const dot = name.lastIndexOf(".") + 1;
  return (
    // Another name is another text: nothing of the one before moves.
    <span key={name} className="flex min-w-0" title={name}>
      {dot > 0 && <span className="min-w-0 shrink truncate text-ink-3">{name.slice(0, dot)}</span>}
      <span className="max-w-full shrink-0 truncate">{name.slice(dot)}</span>
    </span>
  );
}
