"use client";
// Every command that was sent: who, when, what, on what, why, and what came of it.
import { Download, ScrollText, Search } from "lucide-react";
import { type ReactNode, useMemo, useState } from "react";
import {
  type ActivityRecord,
  filterRecords,
  type RecordFilter,
  toRecords,
  valuesOf,
} from "#components/control/audit/records.ts";
import { RESULT_WORDS, RESULTS } from "#components/control/audit/results.tsx";
import { AUDIT_LIMIT } from "#components/control/audit/use-audit.ts";
import type { AuditEntry } from "#lib/control/outcome.ts";
import { Button } from "../ui/button.tsx";
import { EmptyState } from "../ui/empty-state.tsx";
import { INPUT } from "../ui/input.tsx";
import { Page, PageHead } from "../ui/page.tsx";
import { Select } from "../ui/select.tsx";
import { activityPage as words } from "../words/audit.ts";
import { heads, pages, shared } from "../words/shared.ts";
import { ActivityRow } from "./activity-row.tsx";
import { toCsv, toJsonLines } from "./export-records.ts";
import { saveFile } from "./save-file.ts";

const STEP = 100;

export interface ActivityPageProps {
  /** Newest first. */
  readonly entries: readonly AuditEntry[];
  /** Why what is shown may be old; null when it is not. */
  readonly stale: string | null;
  readonly filter: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
}

export function ActivityPage({ entries, stale, filter, onFilter }: ActivityPageProps): ReactNode {
  const records = useMemo(() => toRecords(entries), [entries]);
  const found = useMemo(() => filterRecords(records, filter), [records, filter]);
  const [limit, setLimit] = useState(STEP);
  return (
    <Page>
      <PageHead title={pages.activity} note={words.note} actions={<Exports records={found} />} />
      <Filters records={records} filter={filter} onFilter={onFilter} />
      {stale !== null && (
        <p role="status" className="text-warn">
          {words.stale(stale)}
        </p>
      )}
      <section
        aria-label={words.title}
        className="min-w-0 rounded-lg border border-line bg-surface shadow-card"
      >
        <p className="border-line border-b px-4 py-2 text-ink-3 text-sm" aria-live="polite">
          {words.countOf(found.length, records.length)}
          {entries.length >= AUDIT_LIMIT && words.older}
        </p>
        {found.length === 0 ? (
          <Nothing any={records.length > 0} onClear={() => onFilter(ALL)} />
        ) : (
          <ul>
            {found.slice(0, limit).map((record) => (
              <ActivityRow key={record.id} record={record} />
            ))}
          </ul>
        )}
        {found.length > limit && (
          <div className="border-line border-t px-4 py-2">
            <Button size="sm" onClick={() => setLimit(limit + STEP)}>
              {shared.showMore(Math.min(STEP, found.length - limit))}
            </Button>
          </div>
        )}
      </section>
    </Page>
  );
}

const ALL: RecordFilter = { text: "", command: null, actor: null, result: null };
/** No command is called so, and nobody signs in so; an empty one would be drawn as not yet chosen. */
const ANY = "*";

function Filters(props: {
  readonly records: readonly ActivityRecord[];
  readonly filter: RecordFilter;
  readonly onFilter: (filter: RecordFilter) => void;
}): ReactNode {
  const { records, filter, onFilter } = props;
  const choice = (label: string, any: string, values: readonly string[]) => ({
    label,
    items: [{ value: ANY, label: any }, ...values.map((value) => ({ value, label: value }))],
  });
  return (
    <div className="flex flex-wrap items-center gap-2">
      <label className="relative block w-72 max-sm:w-full">
        <span className="sr-only">{words.searchTitle}</span>
        <Search size={14} aria-hidden className="absolute top-[7px] left-2.5 text-ink-3" />
        <input
          data-search-box
          type="search"
          value={filter.text}
          placeholder={words.searchPlaceholder}
          onChange={(event) => onFilter({ ...filter, text: event.target.value })}
          className={`${INPUT} pl-8`}
        />
      </label>
      <Select
        {...choice(words.command, words.allCommands, valuesOf(records, "command"))}
        value={filter.command ?? ANY}
        onValueChange={(value) => onFilter({ ...filter, command: value === ANY ? null : value })}
      />
      <Select
        {...choice(words.who, words.anyone, valuesOf(records, "actor"))}
        value={filter.actor ?? ANY}
        onValueChange={(value) => onFilter({ ...filter, actor: value === ANY ? null : value })}
      />
      <Select
        label={heads.outcome}
        items={[
          { value: ANY, label: words.allOutcomes },
          ...RESULTS.map((value) => ({ value: value as string, label: RESULT_WORDS[value] })),
        ]}
        value={filter.result ?? ANY}
        onValueChange={(value) =>
          onFilter({ ...filter, result: RESULTS.find((known) => known === value) ?? null })
        }
      />
    </div>
  );
}

function Exports({ records }: { readonly records: readonly ActivityRecord[] }): ReactNode {
  const reason = records.length === 0 ? words.nothingToExport : null;
  return (
    <>
      <Button
        reason={reason}
        onClick={() => saveFile("umbel-activity.jsonl", "application/jsonl", toJsonLines(records))}
      >
        <Download size={14} aria-hidden />
        {words.jsonLines}
      </Button>
      <Button reason={reason} onClick={() => saveFile("umbel-activity.csv", "text/csv", toCsv(records))}>
        <Download size={14} aria-hidden />
        {words.csv}
      </Button>
    </>
  );
}

function Nothing({ any, onClear }: { readonly any: boolean; readonly onClear: () => void }): ReactNode {
  if (any) {
    return (
      <EmptyState title={words.nothingFound} action={<Button onClick={onClear}>{words.showAll}</Button>}>
        {words.whatIsSearched}
      </EmptyState>
    );
  }
  return (
    <EmptyState icon={<ScrollText size={22} aria-hidden />} title={words.noneYet}>
      {words.noneYetMeans}
    </EmptyState>
  );
}
