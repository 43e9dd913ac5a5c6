// A worker's status: online, offline (it said goodbye) or lost (it fell silent).
import { CircleCheck, type LucideIcon, PowerOff, Unplug } from "lucide-react";
import type { ReactNode } from "react";
import type { WorkerStatus } from "#lib/workers/worker.ts";
import { workerStatusBadge as words } from "../words/ui-parts.ts";
import { cn } from "./cn.ts";

const STATUS_LOOKS: Readonly<Record<WorkerStatus, { word: string; icon: LucideIcon; ink: string }>> = {
  online: { word: words.online, icon: CircleCheck, ink: "text-success" },
  offline: { word: words.offline, icon: PowerOff, ink: "text-ink-3" },
  lost: { word: words.lost, icon: Unplug, ink: "text-bad" },
};

export interface WorkerStatusBadgeProps {
  readonly status: WorkerStatus;
  /** Only the icon; the word stays for assistive technology. */
  readonly iconOnly?: boolean;
  readonly className?: string;
}

export function WorkerStatusBadge({
  status,
  iconOnly = false,
  className,
}: WorkerStatusBadgeProps): ReactNode {
  const look = STATUS_LOOKS[status];
  const Icon = look.icon;
  return (
    <span
      data-status={status}
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-sm",
        look.ink,
        className,
      )}
    >
      <Icon size={13} strokeWidth={2.2} aria-hidden className="shrink-0" />
      <span className={iconOnly ? "sr-only" : undefined}>{look.word}</span>
    </span>
  );
}
