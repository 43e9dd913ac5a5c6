"use client";
// Arguments or result: as a tree, or as the text that Celery sent; and where that is not whole, what mends it.
import { type ReactNode, useState } from "react";
import { Button } from "#components/ui/button.tsx";
import { Card } from "#components/ui/card.tsx";
import { Copyable } from "#components/ui/copyable.tsx";
import { Unknown } from "#components/ui/key-value.tsx";
import { LevelMark } from "#components/ui/level-mark.tsx";
import { parseRepr } from "#lib/pyrepr/parse-repr.ts";
import { reprCard as words } from "../../words/tasks-detail.ts";
import { ReprTree } from "./repr-tree.tsx";
import { type ReprPart, remedyFor } from "./truncation.ts";

export interface ReprCardProps {
  readonly title: string;
  readonly parts: readonly { readonly part: ReprPart; readonly text: string | null }[];
  /** Why a part may be missing. */
  readonly unknown: string;
}

export function ReprCard({ title, parts, unknown }: ReprCardProps): ReactNode {
  const [asText, setAsText] = useState(false);
  const text = parts.flatMap((part) => part.text ?? []).join("\n");
  const actions = (
    <>
      <Button variant="quiet" size="sm" aria-pressed={asText} onClick={() => setAsText(!asText)}>
        {asText ? words.tree : words.raw}
      </Button>
      <Copyable value={text} label={words.copy(title.toLowerCase())}>
        {null}
      </Copyable>
    </>
  );
  return (
    <Card title={title} {...(text !== "" && { actions })} bodyClassName="grid gap-2.5 px-4 pt-1 pb-3">
      {text === "" ? (
        <Unknown>{unknown}</Unknown>
      ) : (
        parts.map(({ part, text: repr }) => (
          <Part key={part} part={part} repr={repr} asText={asText} labelled={parts.length > 1} />
        ))
      )}
    </Card>
  );
}

interface PartProps {
  readonly part: ReprPart;
  readonly repr: string | null;
  readonly asText: boolean;
  readonly labelled: boolean;
}

function Part({ part, repr, asText, labelled }: PartProps): ReactNode {
  if (repr === null || repr === "") return null;
  const { node, truncated } = parseRepr(repr);
  return (
    <div className="grid gap-1">
      <div className="flex gap-3">
        {labelled && <span className="w-12 shrink-0 text-ink-3">{part}</span>}
        <div className="min-w-0 flex-1">
          {asText ? (
            <pre className="whitespace-pre-wrap font-mono text-sm [overflow-wrap:anywhere]">{repr}</pre>
          ) : (
            <ReprTree node={node} />
          )}
        </div>
      </div>
      {truncated && (
        <p className="flex items-start gap-2 text-ink-2 text-sm">
          <span className="mt-px">
            <LevelMark level="info" />
          </span>
          {words.cut(remedyFor(part))}
        </p>
      )}
    </div>
  );
}
