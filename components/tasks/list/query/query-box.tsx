"use client";
// The query box: chips for what restricts the list, the rest of the query as it is typed, marks under what is not understood,
// and suggestions of fields and of values that exist right now. `/` comes here; Escape leaves; Backspace in the empty box takes the last chip away.
import { Search, X } from "lucide-react";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useId, useRef, useState } from "react";
import { Kbd } from "#components/ui/kbd.tsx";
import type { TasksView } from "#lib/live/views.ts";
import type { TaskFilter } from "#lib/tasks/filter.ts";
import { ofTasks } from "../../../words/shared.ts";
import { queryBox as words } from "../../../words/tasks-list.ts";
import { type Chip, prepareChips } from "../facets.ts";
import { QueryHelp } from "./query-help.tsx";
import { QueryInput } from "./query-input.tsx";
import { QueryFaults, QueryMarks } from "./query-marks.tsx";
import { suggest } from "./query-text.ts";
import { boxText, useDraft } from "./use-draft.ts";

export interface QueryBoxProps {
  readonly filter: TaskFilter;
  readonly info: TasksView["info"] | null;
  readonly onNarrow: (change: Partial<TaskFilter>, how?: "push" | "replace") => void;
  readonly onClear: () => void;
  /** Right end: how much was searched. */
  readonly children?: ReactNode;
}

export function QueryBox({ filter, info, onNarrow, onClear, children }: QueryBoxProps): ReactNode {
  const { draft, caret, faults, ...box } = useDraft(filter, onNarrow);
  const [left, setLeft] = useState(0);
  const wrong = useId();
  const anchor = useRef<HTMLDivElement>(null);
  const highlighted = useRef(false);
  const chips = prepareChips(filter);
  const suggestions = suggest(draft, caret, info);
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter" && !highlighted.current) box.submit();
    const last = chips.at(-1);
    if (event.key === "Backspace" && draft === "" && last !== undefined) onNarrow(last.change);
    if (event.key === "Escape" && event.currentTarget.getAttribute("aria-expanded") !== "true") {
      event.currentTarget.blur();
    }
  };
  /** The pressed button goes away: who came by keyboard goes on in the box. A touch must not raise one. */
  const keepFocus = ({ detail }: MouseEvent): void => {
    if (detail === 0) anchor.current?.querySelector("input")?.focus();
  };
  return (
    <div ref={anchor}>
      <div
        data-wrong={faults.length > 0 || undefined}
        className="flex min-h-[38px] flex-wrap items-center gap-1.5 rounded-lg border border-line-strong bg-surface px-2 py-1 focus-within:border-accent data-wrong:border-bad"
      >
        <Search size={14} aria-hidden className="ml-0.5 shrink-0 text-ink-3" />
        {chips.map((chip) => (
          <ChipButton
            key={chip.field}
            chip={chip}
            onRemove={(event) => {
              onNarrow(chip.change);
              keepFocus(event);
            }}
          />
        ))}
        <span className="relative min-w-20 flex-1">
          <QueryMarks text={draft} faults={faults} left={left} />
          <QueryInput
            value={draft}
            suggestions={suggestions.items}
            placeholder={chips.length === 0 ? words.placeholder : ""}
            anchor={anchor}
            jump={box.jump}
            wrong={faults.length > 0 ? wrong : null}
            onType={box.type}
            onChoose={(insert) => box.choose(suggestions, insert)}
            onKeyDown={onKeyDown}
            onCaret={box.moveCaret}
            onScrolled={setLeft}
            onHighlight={(on) => {
              highlighted.current = on;
            }}
          />
        </span>
        {(chips.length > 0 || draft !== "") && (
          <button
            type="button"
            aria-label={words.clear}
            title={ofTasks.clearFilters}
            onClick={(event) => {
              box.empty();
              onClear();
              keepFocus(event);
            }}
            className="flex h-6 items-center gap-1 rounded-sm px-1 text-ink-3 text-sm hover:text-ink"
          >
            <X size={14} aria-hidden />
            <span className="max-md:hidden">{words.clear}</span>
          </button>
        )}
        {children !== undefined && <span className="max-sm:hidden px-1 text-ink-3">{children}</span>}
        <QueryHelp onTry={box.put} />
        <span className="max-md:hidden">
          <Kbd>{box.pending ? "Enter" : "/"}</Kbd>
        </span>
      </div>
      <QueryFaults id={wrong} text={draft} faults={faults} alone={draft === boxText(filter)} />
    </div>
  );
}

interface ChipButtonProps {
  readonly chip: Chip;
  readonly onRemove: (event: MouseEvent) => void;
}

function ChipButton({ chip, onRemove }: ChipButtonProps): ReactNode {
  return (
    <span className="inline-flex min-w-0 max-w-full items-center rounded-[5px] border border-line bg-sunken font-mono text-sm">
      <span className="min-w-0 truncate py-0.5 pl-1.5">
        <span className="text-ink-3">{chip.field}:</span>
        {chip.value}
      </span>
      <button
        type="button"
        aria-label={words.remove(chip.field, chip.value)}
        onClick={onRemove}
        className="flex size-5 shrink-0 items-center justify-center text-ink-3 hover:text-ink"
      >
        <X size={12} aria-hidden />
      </button>
    </span>
  );
}
