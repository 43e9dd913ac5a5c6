// A plain table in the house style. Figures go right (`num`); `tight` halves the side padding of dense tables.
// The wrapper scrolls sideways on its own, so the page never does; it is positioned, because text for screen readers inside
// (absolute) would otherwise stand outside of it and widen the page.
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";

export interface TableProps extends ComponentProps<"table"> {
  readonly label: string;
  readonly wrapperClassName?: string;
}

export function Table({ label, className, wrapperClassName, ...rest }: TableProps): ReactNode {
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset is for forms, a landmark would repeat the card's
    <div
      role="group"
      aria-label={label}
      // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls sideways must be reachable by keyboard
      tabIndex={0}
      className={cn(
        "relative max-w-full overflow-x-auto rounded-b-lg focus-visible:-outline-offset-2",
        wrapperClassName,
      )}
    >
      <table {...rest} aria-label={label} className={cn("w-full border-collapse text-left", className)} />
    </div>
  );
}

interface CellLook {
  readonly num?: boolean;
  /** Takes the width that is left and cuts its text with an ellipsis. */
  readonly fill?: boolean;
}
interface HeadLook extends CellLook {
  /** For screen readers only. */
  readonly unseen?: boolean;
}

export function Th(props: ComponentProps<"th"> & HeadLook): ReactNode {
  const { num, fill, unseen, className, children, ...rest } = props;
  return (
    <th
      scope="col"
      {...rest}
      className={cn(
        "whitespace-nowrap border-line border-b px-2 py-1.5 text-sm font-medium text-ink-3 first:pl-4 last:pr-4",
        num && "text-right",
        fill && "w-full",
        className,
      )}
    >
      {unseen ? <span className="sr-only">{children}</span> : children}
    </th>
  );
}

export function Tr({ className, ...rest }: ComponentProps<"tr">): ReactNode {
  return (
    <tr
      {...rest}
      className={cn(
        "group/row border-line border-b last:border-b-0 hover:bg-hover aria-selected:bg-selected",
        className,
      )}
    />
  );
}

/** A text that is too long for its cell is cut; hovering shows all of it. */
export function Td({ num, fill, className, ...rest }: ComponentProps<"td"> & CellLook): ReactNode {
  return (
    <td
      {...(typeof rest.children === "string" && { title: rest.children })}
      {...rest}
      className={cn(
        "h-[33px] whitespace-nowrap px-2 py-1 first:pl-4 last:pr-4",
        num && "text-right",
        fill && "w-full max-w-0",
        className,
      )}
    />
  );
}
