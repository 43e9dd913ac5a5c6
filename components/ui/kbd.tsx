// A key, as printed on keyboards.
import type { ReactNode } from "react";

export function Kbd({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <kbd className="inline-flex h-4 min-w-4 shrink-0 items-center whitespace-nowrap justify-center rounded-sm border border-line px-1 font-mono text-[10px] leading-none text-ink-3">
      {children}
    </kbd>
  );
}
