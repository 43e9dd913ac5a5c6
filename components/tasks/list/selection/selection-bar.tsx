"use client";
// What can be done with the ticked tasks, or with all that match: each is a batch, asked for in a dialog that says first what
// it would do.
import { Ban, Copy, OctagonX, RotateCcw } from "lucide-react";
import { type ReactNode, useState } from "react";
import { BatchButton } from "#components/control/batch/batch-button.tsx";
import { Button } from "#components/ui/button.tsx";
import { copyText } from "#components/ui/copyable.tsx";
import { useNavigate } from "#components/ui/use-navigate.ts";
import type { Batch } from "#lib/batches/batch.ts";
import { formatCount, plural } from "#lib/format/number.ts";
import { batchPath } from "#lib/routes.ts";
import { toast } from "../../../ui/toast.ts";
import { selectedTasks, tooMany, type Whole } from "./selected.ts";
import { MAX_SELECTED, type Selection } from "./selection.ts";

export interface SelectionBarProps {
  readonly selection: Selection;
  /** All that match the list's filter; null while that is not known. */
  readonly all: Whole | null;
  readonly onClear: () => void;
}

const ICON = { size: 14, "aria-hidden": true } as const;

export function SelectionBar({ selection, all, onClear }: SelectionBarProps): ReactNode {
  const [whole, setWhole] = useState(false);
  const navigate = useNavigate();
  const uuids = [...selection.keys];
  const taken = whole ? all : null;
  const count = taken?.matching ?? uuids.length;
  const more = all !== null && all.matching > uuids.length && !whole;
  const batch = {
    selection: selectedTasks(uuids, taken),
    onBegun: ({ key }: Batch) => {
      onClear();
      navigate(batchPath(key));
    },
  };
  const copy = async (): Promise<void> => {
    const done = await copyText(uuids.join("\n"));
    if (done) toast.success(`Copied ${plural(uuids.length, "uuid")}`);
    else toast.error("The browser does not allow copying here");
  };
  return (
    <section
      aria-label="Selected tasks"
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-b-lg border-line border-t bg-raised px-3 py-2"
    >
      <b className="font-semibold">
        {taken === null ? `${formatCount(count)} selected` : `All ${formatCount(count)} matching selected`}
      </b>
      {taken === null && uuids.length >= MAX_SELECTED && (
        <span className="text-ink-3">(the most that can be selected one by one)</span>
      )}
      {more && (
        <Button variant="quiet" size="sm" reason={tooMany(all.matching)} onClick={() => setWhole(true)}>
          Select all {formatCount(all.matching)} matching
        </Button>
      )}
      <button type="button" onClick={onClear} className="rounded-sm text-accent hover:underline">
        Clear
      </button>
      <span className="flex-1" />
      {taken === null && (
        <Button onClick={() => void copy()}>
          <Copy {...ICON} />
          Copy uuids
        </Button>
      )}
      <BatchButton {...batch} kind="retry" label="Retry" icon={<RotateCcw {...ICON} />} />
      <BatchButton {...batch} kind="revoke" label="Revoke" icon={<Ban {...ICON} />} />
      <BatchButton {...batch} kind="terminate" label="Terminate" icon={<OctagonX {...ICON} />} />
    </section>
  );
}
