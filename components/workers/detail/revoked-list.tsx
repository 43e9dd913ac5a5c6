"use client";
import type { ReactNode } from "react";
import { taskPath } from "#lib/routes.ts";
import { EmptyState } from "../../ui/empty-state.tsx";
// Ids that the worker will refuse to run: up to 50,000 of them, so searched and shown in part.
import { Link } from "../../ui/link.tsx";
import { More } from "../../ui/more.tsx";
import { revokedList as words } from "../../words/workers-detail.ts";

const MAX_SHOWN = 200;

export function RevokedList({
  ids,
  find,
}: {
  readonly ids: readonly string[];
  readonly find: string;
}): ReactNode {
  const word = find.trim().toLowerCase();
  const found = word === "" ? ids : ids.filter((id) => id.toLowerCase().includes(word));
  if (ids.length === 0) {
    return <EmptyState title={words.none}>{words.noneMeans}</EmptyState>;
  }
  if (found.length === 0) {
    return <EmptyState title={words.nothingFound}>{words.searched(ids.length)}</EmptyState>;
  }
  return (
    <>
      <ul className="grid grid-cols-[repeat(auto-fill,minmax(290px,1fr))] gap-x-4 gap-y-1 px-4 pb-3">
        {found.slice(0, MAX_SHOWN).map((id) => (
          <li key={id} className="truncate">
            <Link href={taskPath(id)} className="font-mono text-ink-2 text-sm hover:text-ink hover:underline">
              {id}
            </Link>
          </li>
        ))}
      </ul>
      <More shown={MAX_SHOWN} of={found.length} />
    </>
  );
}
