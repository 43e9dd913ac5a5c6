"use client";
// What can be done to a worker from its row: ping, task events, shutdown. A worker that is gone cannot be asked.
import { Activity, EllipsisVertical, HeartPulse, PowerOff, Radio, RadioTower } from "lucide-react";
import { type ReactNode, useState } from "react";
import type { WorkerRow } from "#lib/workers/worker.ts";
import type { CommandName } from "../control/command-words.ts";
import { CONFIRM_COMMAND } from "../control/dialogs.ts";
import { useCommand } from "../control/use-command.ts";
import { useForbidden } from "../control/use-forbidden.ts";
import { Button } from "../ui/button.tsx";
import { Menu, MenuItem, MenuSeparator } from "../ui/menu.tsx";
import { usePart } from "../ui/part.ts";
import { shared } from "../words/shared.ts";
import { workerMenu as words } from "../words/workers-list.ts";
import { unreachable } from "./worker-facts.ts";

export function WorkerMenu({ worker }: { readonly worker: WorkerRow }): ReactNode {
  const [asking, setAsking] = useState<CommandName | null>(null);
  const Confirm = usePart(CONFIRM_COMMAND, asking !== null);
  const { send, pending } = useCommand();
  const away = unreachable(worker);
  const mayNot = { control: useForbidden("enable_events"), destroy: useForbidden("shutdown") };
  const destination = [worker.key];
  return (
    <>
      <Menu
        trigger={
          <Button variant="quiet" size="icon" busy={pending} aria-label={shared.actionsFor(worker.key)}>
            {!pending && <EllipsisVertical size={15} aria-hidden />}
          </Button>
        }
      >
        <MenuItem
          icon={<Activity size={14} aria-hidden />}
          reason={away}
          onSelect={() => void send("ping", { destination })}
        >
          {words.ping}
        </MenuItem>
        <MenuItem
          icon={<HeartPulse size={14} aria-hidden />}
          reason={mayNot.control ?? away}
          onSelect={() => void send("heartbeat", { destination })}
        >
          {words.heartbeat}
        </MenuItem>
        {worker.taskEvents !== true && (
          <MenuItem
            icon={<RadioTower size={14} aria-hidden />}
            reason={mayNot.control ?? away}
            onSelect={() => void send("enable_events", { destination })}
          >
            {words.enableEvents}
          </MenuItem>
        )}
        {worker.taskEvents !== false && (
          <MenuItem
            icon={<Radio size={14} aria-hidden />}
            reason={mayNot.control ?? away}
            onSelect={() => setAsking("disable_events")}
          >
            {words.disableEvents}
          </MenuItem>
        )}
        <MenuSeparator />
        <MenuItem
          danger
          icon={<PowerOff size={14} aria-hidden />}
          reason={mayNot.destroy ?? away}
          onSelect={() => setAsking("shutdown")}
        >
          {words.shutDown}
        </MenuItem>
      </Menu>
      {asking !== null && Confirm !== null && (
        <Confirm
          open
          onOpenChange={(open) => !open && setAsking(null)}
          command={asking}
          destination={destination}
          running={worker.taskEvents === false ? null : worker.running}
        />
      )}
    </>
  );
}
