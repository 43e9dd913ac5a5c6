"use client";
// The query box: chips for what restricts the list, free text that is searched for as it is typed, and suggestions of fields
// and of values that exist right now. `/` comes here; Escape leaves; Backspace in the empty box takes the last chip away.
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type ReactNode, useRef } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import type { TasksView } from "#lib/live/views.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { type Chip, prepareChips } from "../facets.ts";
import { QueryInput } from "./query-input.tsx";
import { suggest } from "./query-text.ts";
import { useDraft } from "./use-draft.ts";

export interface QueryBoxProps {
  readonly filter: TaskFilter;
  readonly info: TasksView["info"] | null;
  readonly onNarrow: (change: Partial<TaskFilter>, how?: "push" | "replace") => void;
  readonly onClear: () => void;
  /** Right end: how much was searched. */
  readonly children?: ReactNode;
}

export function QueryBox({ filter, info, onNarrow, onClear, children }: QueryBoxProps): ReactNode {
  const { draft, type, choose, submit } = useDraft(filter.text, onNarrow);
  const box = useRef<HTMLDivElement>(null);
  const highlighted = useRef(false);
  const chips = prepareChips(filter);
  const suggestions = suggest(draft, info);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && !highlighted.current) submit();
    const last = chips.at(-1);
    if (event.key === "Backspace" && draft === "" && last !== undefined) onNarrow(last.change);
    if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") !== "true") {
      event.currentTarget.blur();
    }
  };
  return (
    <div
      ref={box}
      className="flex min-h-[38px] flex-wrap items-center gap-1.5 rounded-lg border border-line-strong bg-surface px-2 py-1 focus-within:border-accent"
    >
      <Search size={14} aria-hidden className="ml-0.5 shrink-0 text-ink-3" />
      {chips.map((chip) => (
        <ChipButton key={chip.field} chip={chip} onRemove={() => onNarrow(chip.change)} />
      ))}
      <QueryInput
        value={draft}
        suggestions={suggestions}
        placeholder={chips.length === 0 ? "state:failed  name:billing.*  or any text" : ""}
        anchor={box}
        onType={type}
        onChoose={choose}
        onKeyDown={onKeyDown}
        onHighlight={(on) => {
          highlighted.current = on;
        }}
      />
      {(chips.length > 0 || filter.text !== null) && (
        <button
          type="button"
          aria-label="Clear all"
          title="Clear all filters"
          onClick={onClear}
          className="flex h-6 items-center gap-1 rounded-sm px-1 text-ink-3 text-sm hover:text-ink"
        >
          <X size={14} aria-hidden />
          <span className="max-md:hidden">Clear all</span>
        </button>
      )}
      {children !== undefined && <span className="max-sm:hidden px-1 text-ink-3">{children}</span>}
      <span className="max-md:hidden">
        <Kbd>/</Kbd>
      </span>
    </div>
  );
}

function ChipButton({ chip, onRemove }: { readonly chip: Chip; readonly onRemove: () => void }): ReactNode {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center rounded-[5px] border border-line bg-sunken font-mono text-sm">
      <span className="min-w-0 truncate py-0.5 pl-1.5">
        <span className="text-ink-3">{chip.field}:</span>
        {chip.value}
      </span>
      <button
        type="button"
        aria-label={`Remove ${chip.field}:${chip.value}`}
        onClick={onRemove}
        className="flex size-5 shrink-0 items-center justify-center text-ink-3 hover:text-ink"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
