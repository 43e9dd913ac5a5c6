"use client";
import type { ComponentProps, ReactNode } from "react";
import { cn } from "./cn.ts";
import { Kbd } from "./kbd.tsx";
// The one button. A button that may not be used stays focusable and says why (`reason`) instead of failing afterwards.
import { Link, type LinkProps } from "./link.tsx";
import { Spinner } from "./spinner.tsx";
import { Tooltip } from "./tooltip.tsx";

export type ButtonVariant = "default" | "primary" | "danger" | "danger-solid" | "quiet";
export type ButtonSize = "sm" | "md" | "icon";

interface Look {
  readonly variant?: ButtonVariant;
  readonly size?: ButtonSize;
}

export interface ButtonProps extends Omit<ComponentProps<"button">, "disabled">, Look {
  readonly disabled?: boolean;
  /** Why it may not be used; given one, the button is disabled, focusable, and shows the reason. */
  readonly reason?: string | null;
  /** The effect is under way: shows a spinner and takes no clicks. */
  readonly busy?: boolean;
  readonly shortcut?: string;
}

const VARIANTS: Record<ButtonVariant, string> = {
  default: "border-line-strong bg-surface text-ink hover:bg-hover",
  primary: "border-transparent bg-accent text-accent-ink font-medium hover:brightness-110",
  danger:
    "border-[color-mix(in_srgb,var(--failure)_45%,var(--line))] bg-surface text-failure hover:bg-failure-soft",
  "danger-solid": "border-transparent bg-failure text-surface font-medium hover:brightness-110",
  quiet: "border-transparent bg-transparent text-ink-2 hover:bg-hover hover:text-ink",
};
const SIZES: Record<ButtonSize, string> = {
  sm: "h-6 px-2 text-sm",
  md: "h-7 px-2.5",
  icon: "size-7 justify-center px-0",
};

export function buttonClass({ variant = "default", size = "md" }: Look = {}): string {
  return cn(
    "inline-flex shrink-0 select-none items-center gap-1.5 whitespace-nowrap rounded-md border transition-colors duration-100",
    "aria-disabled:opacity-55 aria-disabled:hover:bg-transparent disabled:opacity-55 data-popup-open:bg-hover [&_svg]:shrink-0",
    VARIANTS[variant],
    SIZES[size],
  );
}

export function Button(props: ButtonProps): ReactNode {
  const { variant, size, disabled, reason, busy, shortcut, className, children, onClick, ...rest } = props;
  const blocked = typeof reason === "string";
  const off = disabled === true || busy === true || blocked;
  const button = (
    <button
      type="button"
      {...rest}
      className={cn(buttonClass({ ...(variant && { variant }), ...(size && { size }) }), className)}
      aria-disabled={off || undefined}
      aria-busy={busy || undefined}
      onClick={off ? (event) => event.preventDefault() : onClick}
    >
      {busy === true && <Spinner />}
      {children}
      {shortcut !== undefined && <Kbd>{shortcut}</Kbd>}
    </button>
  );
  return blocked ? <Tooltip content={reason}>{button}</Tooltip> : button;
}

/** A link that looks like a button: for going somewhere, never for an effect. */
export function ButtonLink({ variant, size, className, ...rest }: LinkProps & Look): ReactNode {
  const look = { ...(variant && { variant }), ...(size && { size }) };
  return <Link {...rest} className={cn(buttonClass(look), className)} />;
}
