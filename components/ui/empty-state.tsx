// Nothing to show, and why: which kind of nothing it is, and what to do next.
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface EmptyStateProps {
  readonly icon?: ReactNode;
  /** Which nothing: "No tasks match", "Not yet known". */
  readonly title: string;
  /** Why, and what to do next. */
  readonly children?: ReactNode;
  readonly action?: ReactNode;
  /** It is all there is on the page: its title is the page's heading. */
  readonly heading?: boolean;
  readonly className?: string;
}

export function EmptyState({
  icon,
  title,
  children,
  action,
  heading,
  className,
}: EmptyStateProps): ReactNode {
  return (
    <div className={cn("grid justify-items-center gap-1.5 px-6 py-8 text-center", className)}>
      {icon !== undefined && <div className="mb-1 text-ink-3">{icon}</div>}
      {heading === true ? (
        <h1 className="font-semibold text-xl tracking-[-0.01em]">{title}</h1>
      ) : (
        <p className="font-medium">{title}</p>
      )}
      {children !== undefined && <div className="max-w-[52ch] text-ink-2">{children}</div>}
      {action !== undefined && <div className="mt-2">{action}</div>}
    </div>
  );
}
