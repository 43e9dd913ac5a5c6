// The body of every page: its heading, what it is about in a few words, and its actions.
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export function Page({
  children,
  className,
}: {
  readonly children: ReactNode;
  readonly className?: string;
}): ReactNode {
  return (
    <div
      className={cn(
        "mx-auto grid w-full max-w-[2400px] grid-cols-[minmax(0,1fr)] content-start gap-4 p-3.5 md:p-5",
        className,
      )}
    >
      {children}
    </div>
  );
}

export interface PageHeadProps {
  readonly title: ReactNode;
  readonly note?: ReactNode;
  /** The note changes while one looks: where it is narrow it has a line of its own, and pushes nothing. */
  readonly lively?: boolean;
  readonly actions?: ReactNode;
}

export function PageHead({ title, note, lively = false, actions }: PageHeadProps): ReactNode {
  return (
    <div className="flex min-h-7 flex-wrap items-center gap-x-3 gap-y-2">
      <h1 className="min-w-0 text-xl font-semibold tracking-[-0.01em] [overflow-wrap:anywhere]">{title}</h1>
      {note !== undefined && (
        <div className={cn("text-ink-3", lively && "tabular-nums max-md:order-last max-md:basis-full")}>
          {note}
        </div>
      )}
      {actions !== undefined && <div className="flex flex-wrap items-center gap-2 md:ml-auto">{actions}</div>}
    </div>
  );
}
