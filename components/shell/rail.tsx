"use client";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { splitPath } from "#lib/routes.ts";
import { cn } from "../ui/cn.ts";
// Where one can go: a rail with figures, icons alone on middling screens, a bar at the bottom of phones.
import { Link } from "../ui/link.tsx";
import { rail as words } from "../words/shell.ts";
import { Logo } from "./logo.tsx";
import { isCurrent, NAV_ENTRIES, type NavEntry } from "./nav-entries.ts";
import { useFrame } from "./use-frame.ts";
import { UserBlock } from "./user-block.tsx";

export function Rail(): ReactNode {
  return (
    <div className="z-30 flex border-line bg-bg max-md:fixed max-md:inset-x-0 max-md:bottom-0 max-md:border-t max-md:pb-[env(safe-area-inset-bottom)] md:sticky md:top-0 md:h-dvh md:flex-col md:border-r md:px-2 md:pt-3 md:pb-2 lg:px-2.5">
      <nav aria-label={words.title} className="flex w-full gap-0.5 max-md:p-1.5 md:flex-col">
        <Link
          href="/"
          className="hidden items-center gap-2.5 rounded-md px-2 pt-0.5 pb-4 font-semibold text-[15px] tracking-[-0.01em] md:flex md:max-lg:justify-center md:max-lg:px-0"
        >
          <Logo />
          <span className="md:max-lg:sr-only">{words.umbel}</span>
        </Link>
        {NAV_ENTRIES.map((entry) => (
          <Entry key={entry.href} entry={entry} />
        ))}
      </nav>
      <div className="mt-auto hidden md:block">
        <UserBlock />
      </div>
    </div>
  );
}

function Entry({ entry }: { readonly entry: NavEntry }): ReactNode {
  const { path } = splitPath(usePathname());
  const frame = useFrame();
  const current = isCurrent(entry, path);
  const count = frame === null ? null : (entry.count?.(frame) ?? null);
  const Icon = entry.icon;
  return (
    <Link
      href={entry.href}
      title={count === null ? entry.label : `${entry.label}: ${count.title}`}
      aria-current={current ? "page" : undefined}
      className={cn(
        "flex items-center gap-2.5 rounded-md px-2 py-1.5 text-ink-2 hover:bg-hover hover:text-ink",
        "max-md:min-w-0 max-md:flex-1 max-md:flex-col max-md:gap-0.5 max-md:px-0.5 max-md:py-1 max-md:text-[11px] max-md:leading-4 md:max-lg:justify-center md:max-lg:py-2",
        current && "bg-selected font-medium text-ink hover:bg-selected",
      )}
    >
      <Icon size={16} strokeWidth={1.7} aria-hidden className="shrink-0" />
      <span className="md:max-lg:sr-only">{entry.label}</span>
      {count !== null && (
        <span
          aria-hidden
          className={cn(
            "ml-auto text-xs tabular-nums max-lg:hidden",
            count.bad ? "font-semibold text-bad" : "font-normal text-ink-3",
          )}
        >
          {count.text}
        </span>
      )}
    </Link>
  );
}
