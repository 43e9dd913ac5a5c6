"use client";
import type { ReactNode } from "react";
// What became of each task of a batch: old and new side by side, with the reason where it was not done.
import { Link } from "#components/ui/link.tsx";
import type { BatchItem, BatchKind } from "#lib/batches/batch.ts";
import { taskPath } from "#lib/routes.ts";
import { Badge } from "../ui/badge.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { StateBadge } from "../ui/state-badge.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { TaskName } from "../ui/task-name.tsx";
import { itemsTable as words } from "../words/batches.ts";
import { heads, shared } from "../words/shared.ts";
import { itemLook } from "./batch-words.ts";

export function ItemsTable({
  items,
  kind,
}: {
  readonly items: readonly BatchItem[];
  readonly kind: BatchKind;
}): ReactNode {
  if (items.length === 0) return <EmptyState title={words.none} />;
  return (
    <Table label={words.title}>
      <thead>
        <tr>
          <Th>{heads.task}</Th>
          <Th>{words.uuid}</Th>
          <Th>{heads.outcome}</Th>
          {kind === "retry" && <Th>{words.newTask}</Th>}
          <Th fill>{words.why}</Th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <Tr key={item.key}>
            <Td>
              <TaskName name={item.name} />
            </Td>
            <Td>
              <Uuid uuid={item.key} />
            </Td>
            <Td>
              <Badge tone={itemLook(item).tone}>{itemLook(item).word}</Badge>
            </Td>
            {kind === "retry" && (
              <Td>
                <NewTask item={item} />
              </Td>
            )}
            <Td fill title={item.text ?? undefined}>
              {item.text}
            </Td>
          </Tr>
        ))}
      </tbody>
    </Table>
  );
}

function NewTask({ item }: { readonly item: BatchItem }): ReactNode {
  if (item.newUuid === null || item.status === "failed")
    return <span className="text-ink-3">{shared.none}</span>;
  return (
    <span className="inline-flex items-center gap-2">
      <Uuid uuid={item.newUuid} />
      {item.newState === null ? (
        <span className="text-ink-3 text-sm">{words.notSeen}</span>
      ) : (
        <StateBadge state={item.newState} />
      )}
    </span>
  );
}

function Uuid({ uuid }: { readonly uuid: string }): ReactNode {
  return (
    <Link href={taskPath(uuid)} title={uuid} className="font-mono text-accent text-sm hover:underline">
      {uuid.slice(0, 8)}…
    </Link>
  );
}
