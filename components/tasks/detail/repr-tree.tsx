"use client";
// A Python repr as a tree: short values in one line, long containers foldable. It is drawn from our reading of the text; the
// text itself is always one click away (repr-card.tsx).
import { ChevronDown, ChevronRight } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { PyNode } from "#lib/pyrepr/node.ts";
import { reprTree as words } from "../../words/tasks-detail.ts";
import { closer, isLeaf, opener, partsOf, type ReprPartLine } from "./repr-parts.ts";

/** A container no longer than this stands in one line. */
const ONE_LINE = 64;
const FIRST_SHOWN = 40;
/** Containers below this depth start folded. */
const OPEN_DEPTH = 3;

export function ReprTree({ node }: { readonly node: PyNode }): ReactNode {
  return (
    <div className="font-mono text-sm leading-[19px] [overflow-wrap:anywhere]">
      <Node node={node} depth={0} />
    </div>
  );
}

function Node({ node, depth }: { readonly node: PyNode; readonly depth: number }): ReactNode {
  if (isLeaf(node)) return <Leaf node={node} />;
  const parts = partsOf(node);
  if (node.text.length <= ONE_LINE || parts.length === 0)
    return <Inline node={node} parts={parts} depth={depth} />;
  return <Foldable node={node} parts={parts} depth={depth} />;
}

interface ContainerProps {
  readonly node: PyNode;
  readonly parts: readonly ReprPartLine[];
  readonly depth: number;
}

function Inline({ node, parts, depth }: ContainerProps): ReactNode {
  return (
    <>
      {opener(node)}
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no identity beyond their place
        <span key={index}>
          {index > 0 && ", "}
          <Part part={part} depth={depth} />
        </span>
      ))}
      {closer(node)}
    </>
  );
}

function Foldable({ node, parts, depth }: ContainerProps): ReactNode {
  const [open, setOpen] = useState(depth < OPEN_DEPTH);
  const [all, setAll] = useState(false);
  const shown = all ? parts : parts.slice(0, FIRST_SHOWN);
  const Chevron = open ? ChevronDown : ChevronRight;
  return (
    <>
      <button
        type="button"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        className="-ml-1 inline-flex h-[19px] items-center gap-0.5 rounded-sm px-0.5 align-top text-ink-2 hover:bg-hover"
      >
        <Chevron size={12} aria-hidden className="text-ink-3" />
        {opener(node)}
        {!open && <span className="text-ink-3">{words.items(parts.length)}</span>}
        {!open && closer(node)}
      </button>
      {open && (
        <div className="ml-[5px] border-line border-l pl-3">
          {shown.map((part, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: the parts of one text have no identity beyond their place
            <div key={index}>
              <Part part={part} depth={depth + 1} />,
            </div>
          ))}
          {shown.length < parts.length && (
            <button type="button" onClick={() => setAll(true)} className="text-accent hover:underline">
              {words.moreItems(parts.length - shown.length)}
            </button>
          )}
        </div>
      )}
      {open && closer(node)}
    </>
  );
}

function Part({ part, depth }: { readonly part: ReprPartLine; readonly depth: number }): ReactNode {
  return (
    <>
      {part.label !== null && <span className="text-started">{part.label}</span>}
      {part.label !== null && part.joint}
      {part.value === null ? <span className="text-ink-3">…</span> : <Node node={part.value} depth={depth} />}
    </>
  );
}

function Leaf({ node }: { readonly node: PyNode }): ReactNode {
  switch (node.kind) {
    case "str":
    case "bytes":
      return <span className="whitespace-pre-wrap text-success">{node.text}</span>;
    case "int":
    case "float":
      return <span className="text-retry">{node.text}</span>;
    case "none":
    case "bool":
      return <span className="text-revoked">{node.text}</span>;
    default:
      return <span className="text-ink-2">{node.text}</span>;
  }
}
