"use client";
// The palette: pages, workers, queues, task names, a pasted uuid, and the frame's actions, from the keyboard alone.
// Loaded when first opened; it watches the lists it offers only while it is open.
import { Dialog } from "@base-ui/react/dialog";
import { Command } from "cmdk";
import {
  Boxes,
  Clock,
  Keyboard,
  Layers,
  ListChecks,
  ListTree,
  Moon,
  Pause,
  Play,
  Search,
  Send,
  Server,
  Stamp,
  Sun,
  TerminalSquare,
} from "lucide-react";
import { type ReactNode, useState } from "react";
import { can } from "#lib/access/roles.ts";
import { formatCompact } from "#lib/format/number.ts";
import { BATCHES_PATH, queuePath, SEND_PATH, tasksPath, workerPath } from "#lib/routes.ts";
import { useMe } from "../live/use-me.ts";
import { usePaused } from "../live/use-paused.ts";
import { useTopic } from "../live/use-topic.ts";
import { setZone, useZone } from "../live/use-zone.ts";
import { cn } from "../ui/cn.ts";
import { BACKDROP, POPUP } from "../ui/dialog-popup.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { useNavigate } from "../ui/use-navigate.ts";
import { goToCluster, useClusters } from "./clusters.ts";
import { NAV_ENTRIES } from "./nav-entries.ts";
import { showCustomCommand, showShortcuts, showStamps } from "./overlays.ts";
import { guess, headingOf, MOST, type PaletteGuess, SEARCH } from "./palette-entries.ts";
import { setTheme, useTheme } from "./theme.ts";

export function Palette({ onClose }: { readonly onClose: () => void }): ReactNode {
  const [text, setText] = useState("");
  const guesses = guess(text);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Backdrop className={BACKDROP} />
        <Dialog.Popup className={cn(POPUP, "max-w-[580px] overflow-hidden")} aria-label="Search and actions">
          <Command label="Search and actions" loop className="flex min-h-0 flex-col">
            <div className="flex items-center gap-2.5 border-line border-b px-3.5">
              <Search size={15} aria-hidden className="text-ink-3" />
              <Command.Input
                value={text}
                onValueChange={setText}
                placeholder="A page, a worker, a queue, a task name, a uuid, an action"
                className="h-11 flex-1 bg-transparent text-[14px] outline-none"
              />
              <Kbd>Esc</Kbd>
            </div>
            <Command.List className="min-h-0 overflow-y-auto p-1.5 [max-height:min(420px,60vh)]">
              <Command.Empty className="px-3 py-6 text-center text-ink-3">Nothing fits.</Command.Empty>
              <Guesses
                guesses={guesses.filter(({ label }) => label !== SEARCH)}
                text={text}
                onClose={onClose}
              />
              <Pages onClose={onClose} />
              <Clusters onClose={onClose} />
              <Workers onClose={onClose} />
              <Queues onClose={onClose} />
              <Names onClose={onClose} />
              <Actions onClose={onClose} />
              {/* To search is always offered, below everything that is called so. */}
              <Guesses
                guesses={guesses.filter(({ label }) => label === SEARCH)}
                text={text}
                onClose={onClose}
              />
            </Command.List>
          </Command>
        </Dialog.Popup>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

interface Part {
  readonly onClose: () => void;
}

function Guesses(
  props: Part & { readonly guesses: readonly PaletteGuess[]; readonly text: string },
): ReactNode {
  const { guesses, text, onClose } = props;
  const navigate = useNavigate();
  return (
    <Command.Group>
      {guesses.map(({ label, detail, href }) => (
        <Item
          key={label}
          icon={<ListTree size={14} aria-hidden />}
          value={`${label} ${text}`}
          onSelect={() => {
            onClose();
            navigate(href);
          }}
        >
          {label} <span className="truncate font-mono text-ink-2 text-sm">{detail}</span>
        </Item>
      ))}
    </Command.Group>
  );
}

function Pages({ onClose }: Part): ReactNode {
  const navigate = useNavigate();
  return (
    <Group heading="Go to">
      {NAV_ENTRIES.map(({ href, label, icon: Icon, key }) => (
        <Item
          key={href}
          icon={<Icon size={14} aria-hidden />}
          value={`Go to ${label}`}
          keys={["g", key]}
          onSelect={() => {
            onClose();
            navigate(href);
          }}
        >
          {label}
        </Item>
      ))}
    </Group>
  );
}

function Clusters({ onClose }: Part): ReactNode {
  const clusters = useClusters();
  if (clusters === null) return null;
  const others = clusters.all.filter((name) => name !== clusters.current);
  return (
    <Group heading="Clusters">
      {others.map((name) => (
        <Item
          key={name}
          icon={<Boxes size={14} aria-hidden />}
          value={`Cluster ${name}`}
          onSelect={() => {
            onClose();
            goToCluster(name, clusters);
          }}
        >
          {name}
        </Item>
      ))}
    </Group>
  );
}

const WORKERS = { kind: "workers" } as const;
const QUEUES = { kind: "queues" } as const;
const LAST_HOUR = { kind: "overview", range: "1h" } as const;

function Workers({ onClose }: Part): ReactNode {
  const navigate = useNavigate();
  const workers = useTopic(WORKERS).view?.lists.workers ?? [];
  if (workers.length === 0) return null;
  return (
    <Group heading={headingOf("Workers", workers.length)}>
      {workers.slice(0, MOST).map((worker) => (
        <Item
          key={worker.key}
          icon={<Server size={14} aria-hidden />}
          value={worker.key}
          onSelect={() => {
            onClose();
            navigate(workerPath(worker.key));
          }}
        >
          {worker.key}
          <span className={cn("ml-auto text-sm", worker.status === "lost" ? "text-bad" : "text-ink-3")}>
            {worker.status}
          </span>
        </Item>
      ))}
    </Group>
  );
}

function Queues({ onClose }: Part): ReactNode {
  const navigate = useNavigate();
  const view = useTopic(QUEUES).view;
  const queues = view?.lists.queues ?? [];
  if (queues.length === 0) return null;
  return (
    <Group heading={headingOf("Queues", view?.info.total ?? 0)}>
      {queues.slice(0, MOST).map((queue) => (
        <Item
          key={queue.key}
          icon={<Layers size={14} aria-hidden />}
          value={`queue ${queue.key}`}
          onSelect={() => {
            onClose();
            navigate(queuePath(queue.key));
          }}
        >
          <span className="truncate">{queue.key}</span>
          <span className="ml-auto text-ink-3 text-sm">
            {queue.depth === null ? "" : `${formatCompact(queue.depth)} waiting`}
          </span>
        </Item>
      ))}
    </Group>
  );
}

function Names({ onClose }: Part): ReactNode {
  const navigate = useNavigate();
  const names = useTopic(LAST_HOUR).view?.lists.names ?? [];
  if (names.length === 0) return null;
  return (
    <Group heading="Tasks named">
      {names.slice(0, MOST).map((name) => (
        <Item
          key={name.key}
          icon={<ListTree size={14} aria-hidden />}
          value={name.key}
          onSelect={() => {
            onClose();
            navigate(tasksPath({ name: name.key }));
          }}
        >
          <span className="truncate">{name.key}</span>
          <span className="ml-auto text-ink-3 text-sm">{formatCompact(name.count)}</span>
        </Item>
      ))}
    </Group>
  );
}

function Actions({ onClose }: Part): ReactNode {
  const navigate = useNavigate();
  const theme = useTheme();
  const zone = useZone();
  const { paused, toggle } = usePaused();
  const me = useMe() ?? { role: "viewer" as const };
  const [mayDestroy, mayCustom] = [can(me, "destroy"), can(me, "custom")];
  const run = (effect: () => void) => () => {
    onClose();
    effect();
  };
  const icon = { size: 14, "aria-hidden": true } as const;
  return (
    <Group heading="Actions">
      <Item icon={<Send {...icon} />} value="Send a task" onSelect={run(() => navigate(SEND_PATH))}>
        Send a task
      </Item>
      <Item icon={<ListChecks {...icon} />} value="Batches" onSelect={run(() => navigate(BATCHES_PATH))}>
        Batches
      </Item>
      <Item
        icon={paused ? <Play {...icon} /> : <Pause {...icon} />}
        value="Pause resume"
        keys={["p"]}
        onSelect={run(toggle)}
      >
        {paused ? "Resume" : "Pause the picture"}
      </Item>
      {theme !== "dark" && (
        <Item icon={<Moon {...icon} />} value="Dark theme" onSelect={run(() => setTheme("dark"))}>
          Dark theme
        </Item>
      )}
      {theme !== "light" && (
        <Item icon={<Sun {...icon} />} value="Light theme" onSelect={run(() => setTheme("light"))}>
          Light theme
        </Item>
      )}
      {theme !== "system" && (
        <Item icon={<Sun {...icon} />} value="System theme" onSelect={run(() => setTheme("system"))}>
          Theme as the system
        </Item>
      )}
      <Item
        icon={<Clock {...icon} />}
        value="Times UTC zone"
        onSelect={run(() => setZone(zone === "utc" ? "local" : "utc"))}
      >
        {zone === "utc" ? "Times in this browser's zone" : "Times in UTC"}
      </Item>
      {mayDestroy && (
        <Item icon={<Stamp {...icon} />} value="Revoke by stamped headers" onSelect={run(showStamps)}>
          Revoke by stamped headers…
        </Item>
      )}
      {mayCustom && (
        <Item icon={<TerminalSquare {...icon} />} value="Custom command" onSelect={run(showCustomCommand)}>
          Custom command…
        </Item>
      )}
      <Item
        icon={<Keyboard {...icon} />}
        value="Keyboard shortcuts"
        keys={["?"]}
        onSelect={run(showShortcuts)}
      >
        Keyboard shortcuts
      </Item>
    </Group>
  );
}

function Group({ heading, children }: { readonly heading: string; readonly children: ReactNode }): ReactNode {
  return (
    <Command.Group
      heading={heading}
      className="[&_[cmdk-group-heading]]:px-2 [&_[cmdk-group-heading]]:pt-2 [&_[cmdk-group-heading]]:pb-1 [&_[cmdk-group-heading]]:font-semibold [&_[cmdk-group-heading]]:text-ink-3 [&_[cmdk-group-heading]]:text-xs"
    >
      {children}
    </Command.Group>
  );
}

interface ItemProps {
  readonly icon: ReactNode;
  readonly value: string;
  readonly keys?: readonly string[];
  readonly onSelect: () => void;
  readonly children: ReactNode;
}

function Item({ icon, value, keys = [], onSelect, children }: ItemProps): ReactNode {
  return (
    <Command.Item
      value={value}
      onSelect={onSelect}
      className="flex h-8 cursor-pointer items-center gap-2.5 rounded-md px-2 data-[selected=true]:bg-selected [&>svg]:shrink-0 [&>svg]:text-ink-3"
    >
      {icon}
      {children}
      {keys.length > 0 && (
        <span className="ml-auto flex gap-1">
          {keys.map((key) => (
            <Kbd key={key}>{key}</Kbd>
          ))}
        </span>
      )}
    </Command.Item>
  );
}
