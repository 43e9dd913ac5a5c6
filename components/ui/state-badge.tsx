// A task's state: icon, word and colour, never colour alone. One place says how each state looks.
import {
  ArrowDownToLine,
  Ban,
  Check,
  CircleDashed,
  CircleSlash,
  Clock,
  type LucideIcon,
  RotateCw,
  X,
} from "lucide-react";
import type { ReactNode } from "react";
import type { TaskState } from "#lib/tasks/task.ts";
import { stateBadge as words } from "../words/ui.ts";
import { cn } from "./cn.ts";

export interface StateLook {
  readonly word: string;
  readonly icon: LucideIcon;
  /** Class of its ink. */
  readonly ink: string;
  /** Class of its soft ground. */
  readonly soft: string;
  /** The token, for drawing. */
  readonly token: string;
}

export const STATE_LOOKS: Readonly<Record<TaskState, StateLook>> = {
  PENDING: {
    word: words.PENDING,
    icon: Clock,
    ink: "text-pending",
    soft: "bg-pending-soft",
    token: "var(--pending)",
  },
  RECEIVED: {
    word: words.RECEIVED,
    icon: ArrowDownToLine,
    ink: "text-received",
    soft: "bg-received-soft",
    token: "var(--received)",
  },
  STARTED: {
    word: words.STARTED,
    icon: CircleDashed,
    ink: "text-started",
    soft: "bg-started-soft",
    token: "var(--started)",
  },
  RETRY: {
    word: words.RETRY,
    icon: RotateCw,
    ink: "text-retry",
    soft: "bg-retry-soft",
    token: "var(--retry)",
  },
  REJECTED: {
    word: words.REJECTED,
    icon: CircleSlash,
    ink: "text-rejected",
    soft: "bg-rejected-soft",
    token: "var(--rejected)",
  },
  REVOKED: {
    word: words.REVOKED,
    icon: Ban,
    ink: "text-revoked",
    soft: "bg-revoked-soft",
    token: "var(--revoked)",
  },
  FAILURE: {
    word: words.FAILURE,
    icon: X,
    ink: "text-failure",
    soft: "bg-failure-soft",
    token: "var(--failure)",
  },
  SUCCESS: {
    word: words.SUCCESS,
    icon: Check,
    ink: "text-success",
    soft: "bg-success-soft",
    token: "var(--success)",
  },
};

export interface StateBadgeProps {
  readonly state: TaskState;
  /** With its soft ground, for headers. */
  readonly soft?: boolean;
  /** Only the icon; the word stays for assistive technology. */
  readonly iconOnly?: boolean;
  readonly className?: string;
}

export function StateBadge({ state, soft = false, iconOnly = false, className }: StateBadgeProps): ReactNode {
  const look = STATE_LOOKS[state];
  const Icon = look.icon;
  return (
    <span
      data-state={state}
      className={cn(
        "inline-flex items-center gap-1.5 whitespace-nowrap font-medium text-sm",
        look.ink,
        soft && cn("rounded-md px-2 py-0.5", look.soft),
        className,
      )}
    >
      <Icon size={13} strokeWidth={2.4} aria-hidden className="shrink-0" />
      <span className={iconOnly ? "sr-only" : undefined}>{look.word}</span>
    </span>
  );
}
