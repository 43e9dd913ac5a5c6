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
import { batchPath } from "#lib/routes.ts";
import { toast } from "../../../ui/toast.ts";
import { shared, verbs } from "../../../words/shared.ts";
import { selectionBar as words } from "../../../words/tasks-list.ts";
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
    if (done) toast.success(words.copied(uuids.length));
    else toast.error(shared.cannotCopy);
  };
  return (
    <section
      aria-label={words.title}
      className="flex flex-wrap items-center gap-x-2.5 gap-y-1.5 rounded-b-lg border-line border-t bg-raised px-3 py-2"
    >
      <b className="font-semibold">{taken === null ? shared.selected(count) : words.allSelected(count)}</b>
      {taken === null && uuids.length >= MAX_SELECTED && <span className="text-ink-3">{words.most}</span>}
      {more && (
        <Button variant="quiet" size="sm" reason={tooMany(all.matching)} onClick={() => setWhole(true)}>
          {words.selectAll(all.matching)}
        </Button>
      )}
      <button type="button" onClick={onClear} className="rounded-sm text-accent hover:underline">
        {shared.clear}
      </button>
      <span className="flex-1" />
      {taken === null && (
        <Button onClick={() => void copy()}>
          <Copy {...ICON} />
          {words.copy}
        </Button>
      )}
      <BatchButton {...batch} kind="retry" label={verbs.retry} icon={<RotateCcw {...ICON} />} />
      <BatchButton {...batch} kind="revoke" label={verbs.revoke} icon={<Ban {...ICON} />} />
      <BatchButton {...batch} kind="terminate" label={verbs.terminate} icon={<OctagonX {...ICON} />} />
    </section>
  );
}
