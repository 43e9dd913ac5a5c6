"use client";
// What stands where an answer will be. Shown only once the answer takes longer than 200 ms: until then, nothing.
import { type ReactNode, useEffect, useState } from "react";
import { skeleton as words } from "../words/ui.ts";
import { cn } from "./cn.ts";

export function Skeleton({ className }: { readonly className?: string }): ReactNode {
  return <div aria-hidden className={cn("animate-pulse rounded-md bg-line/70", className)} />;
}

/** Children only after `afterMs`; announces that it is loading. */
export function Late({
  children,
  afterMs = 200,
}: {
  readonly children: ReactNode;
  readonly afterMs?: number;
}): ReactNode {
  const [late, setLate] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLate(true), afterMs);
    return () => clearTimeout(timer);
  }, [afterMs]);
  return late ? (
    <div aria-busy="true" className="contents">
      <span role="status" className="sr-only">
        {words.loading}
      </span>
      {children}
    </div>
  ) : null;
}
