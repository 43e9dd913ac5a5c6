// A dotted task name: the module faint, the function in full ink.
import type { ReactNode } from "react";
import { ofTasks } from "../words/shared.ts";
import { Break, Breaks } from "./breaks.tsx";
import { cn } from "./cn.ts";

export function TaskName({
  name,
  className,
}: {
  readonly name: string | null;
  readonly className?: string;
}): ReactNode {
  if (name === null) return <span className={cn("text-ink-3 italic", className)}>{ofTasks.nameless}</span>;
  const dot = name.lastIndexOf(".");
  return (
    // Another name is another text: nothing of the one before moves.
    <span key={name} className={className} title={name}>
      {dot >= 0 && (
        <span className="text-ink-3">
          <Breaks text={name.slice(0, dot + 1)} />
        </span>
      )}
      {dot >= 0 && <Break />}
      <Breaks text={name.slice(dot + 1)} />
    </span>
  );
}
