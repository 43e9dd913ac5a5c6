// One thing that needs saying about a task, with how bad it is.
import type { ReactNode } from "react";
import { type Level, LevelMark } from "#components/ui/level-mark.tsx";

export function Notice({ level, children }: { readonly level: Level; readonly children: ReactNode }) {
  return (
    <div className="flex items-start gap-2.5 rounded-lg border border-line bg-surface px-4 py-2.5 shadow-card">
      <span className="mt-0.5">
        <LevelMark level={level} />
      </span>
      <p className="min-w-0 [overflow-wrap:anywhere]">{children}</p>
    </div>
  );
}
