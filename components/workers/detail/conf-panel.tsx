"use client";
// The settings of the worker that differ from Celery's defaults; secrets are masked before they leave the server.
import type { ReactNode } from "react";
import type { Json } from "#lib/json.ts";
import { Badge } from "../../ui/badge.tsx";
import { EmptyState } from "../../ui/empty-state.tsx";
import { More } from "../../ui/more.tsx";
import { confPanel as words } from "../../words/workers-detail.ts";
import { type ConfRow, confRows } from "./conf-rows.ts";

const MAX_ROWS = 300;

export interface ConfPanelProps {
  readonly conf: Readonly<Record<string, Json>>;
  readonly find: string;
}

export function ConfPanel({ conf, find }: ConfPanelProps): ReactNode {
  const rows = confRows(conf, find);
  if (rows.length === 0) {
    return (
      <EmptyState title={find.trim() === "" ? words.noneDiffers : words.nothingFound}>
        {words.onlyChanged}
      </EmptyState>
    );
  }
  return (
    <>
      <dl className="pb-2">
        {rows.slice(0, MAX_ROWS).map((row) => (
          <div
            key={row.name}
            className="grid gap-x-4 px-4 py-1 hover:bg-hover md:grid-cols-[minmax(200px,320px)_minmax(0,1fr)]"
          >
            <dt className="break-all font-mono text-ink-2 text-sm">{row.name}</dt>
            <dd className="min-w-0">
              <Value row={row} />
            </dd>
          </div>
        ))}
      </dl>
      <More shown={MAX_ROWS} of={rows.length} />
    </>
  );
}

function Value({ row }: { readonly row: ConfRow }): ReactNode {
  if (row.kind === "masked") return <Badge title={words.maskedTitle}>{words.masked}</Badge>;
  if (row.kind === "structure") {
    return (
      <pre
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
        tabIndex={0}
        className="max-h-48 overflow-auto whitespace-pre-wrap break-words font-mono text-sm"
      >
        {row.text}
      </pre>
    );
  }
  const faint = row.kind === "none" ? "text-ink-3" : "";
  return <span className={`break-words font-mono text-sm ${faint}`}>{row.text}</span>;
}
