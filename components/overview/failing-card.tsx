"use client";
// The task names that fail most in the range, each with its newest error, and with the one that most of its failures have
// where that is another: what to look at first.
import { memo, type ReactNode, useState } from "react";
import { formatCount, formatShare } from "#lib/format/number.ts";
import type { FailingRow } from "#lib/live/views.ts";
import { type ErrorText, readError } from "#lib/pyrepr/error-text.ts";
import { tasksPath } from "#lib/routes.ts";
import { Card } from "../ui/card.tsx";
import { cn } from "../ui/cn.ts";
import { EmptyState } from "../ui/empty-state.tsx";
import { Unknown } from "../ui/key-value.tsx";
import { Link, UNDERLINED } from "../ui/link.tsx";
import { Table, Td, Th, Tr } from "../ui/table.tsx";
import { Time } from "../ui/time.tsx";
import { placeKey, useHeldOrder } from "../ui/use-held-order.ts";
import { failingCard as words } from "../words/overview.ts";
import { heads } from "../words/shared.ts";
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
      <Card title={words.title}>
        <EmptyState title={sawTaskEvents ? words.none : words.unknown}>
          {sawTaskEvents ? null : words.noEvents}
        </EmptyState>
      </Card>
    );
  }
  return (
    <Card title={words.title} note={words.range}>
      <div {...hold}>
        <Table label={words.title} className="table-fixed">
          <thead>
            <tr>
              <Th className="sm:w-[36%]">{heads.task}</Th>
              <Th num className="w-16">
                {heads.failed}
              </Th>
              <Th num className="w-[4.75rem]">
                {words.share}
              </Th>
              <Th className="max-sm:hidden">{words.lastError}</Th>
              <Th num className="w-[6.75rem] max-sm:hidden">
                {words.lastFailed}
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
      <MoreButton
        total={items.length}
        shown={SHOWN}
        all={all}
        onToggle={() => setAll(!all)}
        what={words.what}
      />
    </Card>
  );
}

const FailingLine = memo(function FailingLine({ row }: { readonly row: FailingRow }): ReactNode {
  const { key, count, failed, failedAt } = row;
  const name = key === "" ? {} : { name: key };
  const error = row.error === null ? null : readError(row.error);
  const mostly = row.mostlyError === error?.type ? null : row.mostlyError;
  const hrefOf = (exception: string) => tasksPath({ states: ["FAILURE"], ...name, exception });
  const errors = <Errors mostly={mostly} error={error} hrefOf={hrefOf} />;
  return (
    <Tr data-failing={key}>
      <Td>
        <Link
          href={tasksPath({ states: ["FAILURE"], ...name })}
          className="block truncate font-medium hover:underline"
          title={key}
        >
          {key === "" ? words.nameless : key}
        </Link>
        <span className="block truncate text-ink-2 text-sm sm:hidden">{errors}</span>
      </Td>
      <Td num className="text-bad">
        {formatCount(failed)}
      </Td>
      <Td num className="text-ink-2" title={words.failedOf(failed, count)}>
        {formatShare(failed / count)}
      </Td>
      <Td className="truncate text-ink-2 max-sm:hidden" title={row.error ?? undefined}>
        {errors}
      </Td>
      <Td num className="text-ink-2 max-sm:hidden">
        <Time at={failedAt} />
      </Td>
    </Tr>
  );
});

interface ErrorsProps {
  /** What most failures have, where the newest has another. */
  readonly mostly: string | null;
  readonly error: ErrorText | null;
  readonly hrefOf: (type: string) => string;
}

function Errors({ mostly, error, hrefOf }: ErrorsProps): ReactNode {
  const link = (type: string) => (
    <Link href={hrefOf(type)} className={cn("text-ink", UNDERLINED)} title={words.sameError(type)}>
      {type}
    </Link>
  );
  if (error === null && mostly === null) return <Unknown />;
  return (
    <>
      {mostly !== null && (
        <>
          {words.mostly[0]}
          {link(mostly)}
          {words.mostly[1]}
        </>
      )}
      {error === null && words.errorless}
      {error !== null && error.type !== null && link(error.type)}
      {error !== null && error.type !== null && error.message !== "" && ": "}
      {error?.message}
    </>
  );
}
