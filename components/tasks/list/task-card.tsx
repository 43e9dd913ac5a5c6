"use client";
// One task of the list on a phone: two lines, the same facts as far as they fit.
import { memo, type ReactNode } from "react";
import { StateBadge } from "#components/ui/state-badge.tsx";
import { PickBox } from "../../ui/pick-box.tsx";
import { ofTasks } from "../../words/shared.ts";
import { NameCell, RanCell, ReceivedCell, RevokeSent } from "./columns/cells.tsx";
import { ErrorText, showsError } from "./error-text.tsx";
import { type LineProps, lineClass } from "./task-line.tsx";

export const TaskCard = memo(function TaskCard(props: LineProps): ReactNode {
  const { row, index, top, height, selected, pointed, onPick } = props;
  return (
    <tr
      aria-rowindex={index + 2}
      aria-selected={selected}
      data-task={row.key}
      className={lineClass(selected, pointed, "flex items-center gap-1 pr-3")}
      style={{ transform: `translateY(${top}px)`, height }}
    >
      <td className="relative z-1">
        <PickBox
          of={row.key}
          label={`${row.name ?? ofTasks.unnamed} ${row.key}`}
          picked={selected}
          onPick={onPick}
        />
      </td>
      <td className="grid min-w-0 flex-1 grid-cols-[minmax(0,1fr)] gap-0.5">
        <div className="flex items-center gap-2">
          <StateBadge state={row.state} iconOnly />
          <div className="min-w-0 flex-1 font-medium">
            <NameCell row={row} />
          </div>
          <span className="min-w-15 shrink-0 text-right text-ink-2 text-sm">
            <RanCell row={row} />
          </span>
        </div>
        <div className="flex items-center gap-2 text-ink-3 text-sm">
          {showsError(row) ? (
            <ErrorText row={row} />
          ) : (
            <span className="min-w-0 flex-1 truncate font-mono">
              {[row.args, row.kwargs].filter((part) => part !== null).join(" ")}
            </span>
          )}
          <RevokeSent row={row} />
          <span className="min-w-15 shrink-0 text-right">
            <ReceivedCell row={row} />
          </span>
        </div>
      </td>
    </tr>
  );
});
