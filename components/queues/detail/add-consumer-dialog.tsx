"use client";
// Chooses which worker takes the queue up, among those that are online and do not consume it yet.
import { type ReactNode, useState } from "react";
import { useCommand } from "../../control/use-command.ts";
import { useTopic } from "../../live/use-topic.ts";
import { Button } from "../../ui/button.tsx";
import { Dialog } from "../../ui/dialog.tsx";
import { Select } from "../../ui/select.tsx";
import { addConsumerDialog as words } from "../../words/queues.ts";
import { heads, ofWorkers, shared } from "../../words/shared.ts";

const WORKERS = { kind: "workers" } as const;
const MAX_CHOICES = 500;

export interface AddConsumerDialogProps {
  readonly queue: string;
  /** Who consumes it already. */
  readonly consumers: readonly string[];
  readonly open: boolean;
  readonly onOpenChange: (open: boolean) => void;
}

export function AddConsumerDialog(props: AddConsumerDialogProps): ReactNode {
  const { queue, open, onOpenChange } = props;
  return (
    <Dialog
      open={open}
      onOpenChange={onOpenChange}
      title={words.title(queue)}
      description={words.meaning}
      width="sm"
    >
      {open && <Choice {...props} />}
    </Dialog>
  );
}

function Choice({ queue, consumers, onOpenChange }: AddConsumerDialogProps): ReactNode {
  const rows = useTopic(WORKERS).view?.lists.workers ?? [];
  const [chosen, setChosen] = useState<string | null>(null);
  const { send, pending } = useCommand();
  const free = rows.filter(({ key, status }) => status === "online" && !consumers.includes(key));
  const add = async (): Promise<void> => {
    if (chosen === null) return;
    const result = await send("add_consumer", { args: { queue }, destination: [chosen] });
    if (result?.ok) onOpenChange(false);
  };
  if (free.length === 0) return <p className="text-ink-2">{words.noWorker}</p>;
  return (
    <form
      className="grid gap-3"
      onSubmit={(event) => {
        event.preventDefault();
        void add();
      }}
    >
      <Select
        label={heads.worker}
        value={chosen}
        placeholder={words.placeholder}
        onValueChange={setChosen}
        items={free.slice(0, MAX_CHOICES).map(({ key, slots, queues }) => ({
          value: key,
          label: key,
          hint: [
            slots === null ? null : ofWorkers.slotCount(slots),
            queues === null || queues.length === 0 ? null : queues.slice(0, 2).join(", "),
          ]
            .filter((part) => part !== null)
            .join(" · "),
        }))}
        className="w-full"
      />
      <div className="flex justify-end gap-2">
        <Button onClick={() => onOpenChange(false)}>{shared.cancel}</Button>
        <Button type="submit" variant="primary" busy={pending} disabled={chosen === null}>
          {shared.add}
        </Button>
      </div>
    </form>
  );
}
