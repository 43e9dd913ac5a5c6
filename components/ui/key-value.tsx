// Facts as name and value, aligned. null is shown as "not known", which is not the same as empty.
import type { ReactNode } from "react";
import { shared } from "../words/shared.ts";
import { cn } from "./cn.ts";

export interface KeyValueProps {
  readonly items: readonly (readonly [name: string, value: ReactNode])[];
  readonly className?: string;
}

export function KeyValue({ items, className }: KeyValueProps): ReactNode {
  return (
    <dl
      className={cn(
        "grid grid-cols-[minmax(88px,max-content)_minmax(0,1fr)] gap-x-4 gap-y-1 px-4 py-2.5",
        className,
      )}
    >
      {items.map(([name, value]) => (
        <div key={name} className="contents">
          <dt className="text-ink-3">{name}</dt>
          <dd className="min-w-0 [overflow-wrap:anywhere]">{value ?? <Unknown />}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A value that is not known: never shown as zero or as empty. */
export function Unknown({ children = shared.notKnown }: { readonly children?: string }): ReactNode {
  return <span className="text-ink-3 italic">{children}</span>;
}
