"use client";
// The input with a list of fields and of values that exist right now.
import { Autocomplete } from "@base-ui/react/autocomplete";
import { type ReactNode, type RefObject, useCallback, useRef, useState } from "react";
import { cn } from "#components/ui/cn.ts";
import { POP, POP_ITEM } from "#components/ui/pop.ts";
import { type Caret, caretIn, LOOK, type QueryInputProps, watching } from "./query-field.ts";
import type { Suggestion } from "./query-text.ts";

export interface SuggestingInputProps extends QueryInputProps {
  /** Where it takes over from a plain input that had the focus. */
  readonly caret: RefObject<Caret>;
  readonly openAtFirst: boolean;
}

export function SuggestingInput(props: SuggestingInputProps): ReactNode {
  const { caret, onChoose, onType } = props;
  const [open, setOpen] = useState(props.openAtFirst);
  const field = useRef<HTMLInputElement>(null);
  const takeOver = useCallback(
    (input: HTMLInputElement | null) => {
      field.current = input;
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
      open={open}
      onOpenChange={(next) => setOpen(next)}
      itemToStringValue={(item: Suggestion) => item.insert}
      value={props.value}
      onItemHighlighted={(item) => props.onHighlight(item !== undefined)}
      onValueChange={(value, { reason }) =>
        reason === "item-press"
          ? onChoose(value)
          : onType(value, field.current === null ? value.length : caretIn(field.current))
      }
    >
      <Autocomplete.Input
        {...LOOK}
        {...watching(props)}
        ref={takeOver}
        placeholder={props.placeholder}
        onKeyDown={(event) => {
          props.onKeyDown(event);
          // What was entered is run: the list is to be seen and reached.
          if (event.key === "Enter") setOpen(false);
        }}
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
              {(item: Suggestion) => <SuggestionItem key={item.insert} item={item} />}
            </Autocomplete.List>
          </Autocomplete.Popup>
        </Autocomplete.Positioner>
      </Autocomplete.Portal>
    </Autocomplete.Root>
  );
}

function SuggestionItem({ item }: { readonly item: Suggestion }): ReactNode {
  return (
    <Autocomplete.Item value={item} className={POP_ITEM}>
      <span className="min-w-0 flex-1 truncate font-mono text-sm">
        <span className="text-ink-3">{item.head}</span>
        {item.value}
      </span>
      <span className="shrink-0 text-ink-3 text-sm">{item.hint}</span>
    </Autocomplete.Item>
  );
}
