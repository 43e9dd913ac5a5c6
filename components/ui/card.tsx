// A surface with an optional head: title, a remark, and actions on the right.
import type { ReactNode } from "react";
import { cn } from "./cn.ts";

export interface CardProps {
  readonly title?: ReactNode;
  /** Fainter text beside the title. */
  readonly note?: ReactNode;
  /** Right end of the head: buttons, a legend. */
  readonly actions?: ReactNode;
  readonly className?: string;
  readonly bodyClassName?: string;
  /** Names the section for assistive technology when the title is not text. */
  readonly label?: string;
  readonly children: ReactNode;
}

export function Card(props: CardProps): ReactNode {
  const { title, note, actions, className, bodyClassName, label, children } = props;
  const named = label ?? (typeof title === "string" ? title : undefined);
  return (
    <section
      aria-label={named}
      className={cn("min-w-0 rounded-lg border border-line bg-surface shadow-card", className)}
    >
      {title !== undefined && (
        <header className="flex min-h-10 flex-wrap items-center gap-x-2.5 gap-y-1 px-4 pt-2.5 pb-0.5">
          <h2 className="font-semibold">{title}</h2>
          {note !== undefined && <span className="text-sm text-ink-3">{note}</span>}
          {actions !== undefined && (
            <div className="ml-auto flex flex-wrap items-center gap-2">{actions}</div>
          )}
        </header>
      )}
      <div className={cn("min-w-0", bodyClassName)}>{children}</div>
    </section>
  );
}
