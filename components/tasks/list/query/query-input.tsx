"use client";
// Where the query is typed. A plain input at first; what suggests (suggesting-input.tsx) is fetched when somebody comes near
// and takes its place, with the caret where it was. Nothing typed meanwhile is lost: the text lives above.
import { type ReactNode, useCallback, useLayoutEffect, useRef, useState } from "react";
import { createPart, prefetch, usePart } from "#components/ui/part.ts";
import { useEver } from "#components/ui/use-ever.ts";
import { type Caret, caretIn, LOOK, type QueryInputProps, watching } from "./query-field.ts";

const SUGGESTING = createPart(() =>
  import("./suggesting-input.tsx").then(({ SuggestingInput }) => SuggestingInput),
);

export function QueryInput(props: QueryInputProps): ReactNode {
  const [near, setNear] = useState(false);
  const [composing, setComposing] = useState(false);
  const [opened, setOpened] = useState(false);
  const caret = useRef<Caret>(null);
  const arrived = usePart(SUGGESTING, near) !== null;
  // To take the input away would break a word that is being composed.
  const Suggesting = usePart(SUGGESTING, useEver(arrived && !composing));
  const plain = useCallback(
    (input: HTMLInputElement) => () => {
      caret.current = caretOf(input);
    },
    [],
  );
  const box = useRef<HTMLSpanElement>(null);
  useLayoutEffect(() => {
    const at = props.jump.current;
    props.jump.current = null;
    if (at !== null) box.current?.querySelector("input")?.setSelectionRange(at, at);
  });
  return (
    <span ref={box} className="contents">
      {Suggesting === null ? (
        <input
          ref={plain}
          {...LOOK}
          {...watching(props)}
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={false}
          aria-haspopup="listbox"
          placeholder={props.placeholder}
          value={props.value}
          onPointerEnter={() => prefetch(SUGGESTING)}
          onFocus={() => setNear(true)}
          onClick={() => setOpened(true)}
          onChange={(event) => {
            setOpened(true);
            props.onType(event.target.value, caretIn(event.target));
          }}
          onCompositionStart={() => setComposing(true)}
          onCompositionEnd={() => setComposing(false)}
          onKeyDown={(event) => {
            props.onKeyDown(event);
            // What was entered is run: the suggestions that come later would hide its list.
            if (event.key === "Enter") setOpened(false);
          }}
        />
      ) : (
        <Suggesting {...props} caret={caret} openAtFirst={opened} />
      )}
    </span>
  );
}

function caretOf(input: HTMLInputElement): Caret {
  if (document.activeElement !== input) return null;
  return [input.selectionStart ?? input.value.length, input.selectionEnd ?? input.value.length];
}
