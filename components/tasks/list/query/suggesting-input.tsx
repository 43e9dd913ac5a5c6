"use client";
// The input with a list of fields and of values that exist right now.
import { Autocomplete } from "@base-ui/react/autocomplete";
import { type ReactNode, type RefObject, useCallback } from "react";
import { cn } from "#components/ui/cn.ts";
import { POP, POP_ITEM } from "#components/ui/pop.ts";
import { formatCompact } from "#lib/format/number.ts";
import { TASK_FIELDS } from "#lib/tasks/filter.ts";
import { type Caret, LOOK, type QueryInputProps } from "./query-field.ts";
import type { Suggestion } from "./query-text.ts";

export interface SuggestingInputProps extends QueryInputProps {
  /** Where it takes over from a plain input that had the focus. */
  readonly caret: RefObject<Caret>;
  readonly openAtFirst: boolean;
}

export function SuggestingInput(props: SuggestingInputProps): ReactNode {
  const { caret, onChoose, onType } = props;
  const takeOver = useCallback(
    (input: HTMLInputElement | null) => {
      if (input === null || caret.current === null) return;
      input.focus({ preventScroll: true });
      input.setSelectionRange(...caret.current);
      caret.current = null;
    },
    [caret],
  );
  return (
    <Autocomplete.Root
      items={props.suggestions}
      mode="none"
      openOnInputClick
      defaultOpen={props.openAtFirst}
      itemToStringValue={(item: Suggestion) => item.query}
      value={props.value}
      onItemHighlighted={(item) => props.onHighlight(item !== undefined)}
      onValueChange={(value, { reason }) => (reason === "item-press" ? onChoose(value) : onType(value))}
    >
      <Autocomplete.Input
        {...LOOK}
        ref={takeOver}
        placeholder={props.placeholder}
        onKeyDown={props.onKeyDown}
      />
      <Autocomplete.Portal>
        <Autocomplete.Positioner
          anchor={props.anchor}
          align="start"
          sideOffset={4}
          className="z-50 outline-none"
        >
          <Autocomplete.Popup className={cn(POP, "w-[min(420px,calc(100vw-28px))] min-w-0! max-w-none!")}>
            <Autocomplete.List>
              {(item: Suggestion) => <SuggestionItem key={item.query} item={item} />}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function SuggestionItem({ item }: { readonly item: Suggestion }): ReactNode {
  const { word, hint } = TASK_FIELDS[item.field];
  return (
    <Autocomplete.Item value={item} className={POP_ITEM}>
      <span className="min-w-0 flex-1 truncate font-mono text-sm">
        <span className="text-ink-3">{word}:</span>
        {item.value}
      </span>
      <span className="shrink-0 text-ink-3 text-sm">
        {item.value === null ? hint : item.count === null ? "" : formatCompact(item.count)}
      </span>
    </Autocomplete.Item>
  );
}
