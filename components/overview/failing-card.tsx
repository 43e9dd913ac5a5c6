"use client";
// The task names that fail most in the range, each with its newest error: what to look at first.
import { memo, type ReactNode, useState } from "react";
import { formatCount, formatShare } from "#lib/format/number.ts";
import type { FailingRow } from "#lib/live/views.ts";
import { tasksPath } from "#lib/routes.ts";
import { type ErrorText, readError } from "#lib/tasks/error-text.ts";
import { Card } from "../ui/card.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { Unknown } from "../ui/key-value.tsx";
import { Link } from "../ui/link.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { placeKey, useHeldOrder } from "../ui/use-held-order.ts";
import { MoreButton } from "./more-button.tsx";

/** As high as the chart beside it. */
const SHOWN = 4;

export interface FailingCardProps {
  readonly failing: readonly FailingRow[];
  readonly sawTaskEvents: boolean;
}

export function FailingCard({ failing, sawTaskEvents }: FailingCardProps): ReactNode {
  const [all, setAll] = useState(false);
  const { items, hold } = useHeldOrder(failing, ({ key }) => key);
  if (failing.length === 0) {
    return (
      <Card title="Top failing">
        <EmptyState title={sawTaskEvents ? "No failures in this range" : "Not known"}>
          {sawTaskEvents ? null : "No task event has come yet. Workers send them when started with -E."}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title="Top failing" note="in this range">
      <div {...hold}>
        <Table label="Top failing" className="table-fixed">
          <thead>
            <tr>
              <Th className="sm:w-[36%]">Task</Th>
              <Th num className="w-16">
                Failed
              </Th>
              <Th num className="w-[4.75rem]">
                Share
              </Th>
              <Th className="max-sm:hidden">Last error</Th>
              <Th num className="w-[6.75rem] max-sm:hidden">
                Last failed
              </Th>
            </tr>
          </thead>
          <tbody>
            {(all ? items : items.slice(0, SHOWN)).map((row, place) => (
              <FailingLine key={placeKey(place, row.key)} row={row} />
            ))}
          </tbody>
        </Table>
      </div>
      <MoreButton total={items.length} shown={SHOWN} all={all} onToggle={() => setAll(!all)} what="names" />
    </Card>
  );
}

const FailingLine = memo(function FailingLine({ row }: { readonly row: FailingRow }): ReactNode {
  const { key, count, failed, failedAt } = row;
  const name = key === "" ? {} : { name: key };
  const error = row.error === null ? null : readError(row.error);
  const errors =
    error?.type == null ? null : tasksPath({ states: ["FAILURE"], ...name, exception: error.type });
  return (
    <Tr data-failing={key}>
      <Td>
        <Link
          href={tasksPath({ states: ["FAILURE"], ...name })}
          className="block truncate font-medium hover:underline"
          title={key}
        >
          {key === "" ? "without a name" : key}
        </Link>
        <span className="block truncate text-ink-2 text-sm sm:hidden">
          <ErrorLine error={error} href={errors} />
        </span>
      </Td>
      <Td num className="text-bad">
        {formatCount(failed)}
      </Td>
      <Td
        num
        className="text-ink-2"
        title={`${formatCount(failed)} of ${formatCount(count)} runs that ended`}
      >
        {formatShare(failed / count)}
      </Td>
      <Td className="truncate text-ink-2 max-sm:hidden" title={row.error ?? undefined}>
        <ErrorLine error={error} href={errors} />
      </Td>
      <Td num className="text-ink-2 max-sm:hidden">
        <Time at={failedAt} />
      </Td>
    </Tr>
  );
});

function ErrorLine({ error, href }: { readonly error: ErrorText | null; readonly href: string | null }) {
  if (error === null) return <Unknown />;
  if (href === null) return error.message;
  return (
    <>
      <Link
        href={href}
        className="text-ink underline decoration-1 decoration-current/40 underline-offset-2 hover:decoration-current"
        title={`Failures with ${error.type}`}
      >
        {error.type}
      </Link>
      {error.message !== "" && `: ${error.message}`}
    </>
  );
}
