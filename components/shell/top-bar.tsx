"use client";
// Search, what is being watched, how fresh it is, and how it is shown.
import { Search } from "lucide-react";
import { type ReactNode, useSyncExternalStore } from "react";
import { Badge } from "../ui/badge.tsx";
import { Kbd } from "../ui/kbd.tsx";
import { topBar as words } from "../words/shell.ts";
import { ClusterSwitcher } from "./cluster-switcher.tsx";
import { ConnectionIndicator, PauseButton } from "./connection-indicator.tsx";
import { Logo } from "./logo.tsx";
import { showPalette } from "./overlays.ts";
import { ViewMenu } from "./view-menu.tsx";

export function TopBar({ demo }: { readonly demo: boolean }): ReactNode {
  return (
    <header className="sticky top-0 z-20 flex h-12 items-center gap-3 border-line border-b bg-bg/88 px-3.5 backdrop-blur-md md:px-5">
      <span className="md:hidden">
        <Logo />
      </span>
      <ClusterSwitcher />
      <SearchButton />
      {demo && (
        <Badge tone="accent" outline className="tracking-wide" title={words.demoTitle}>
          {words.demo}
        </Badge>
      )}
      <div className="ml-auto flex min-w-0 items-center gap-1.5 md:gap-2.5">
        <ConnectionIndicator />
        <PauseButton />
        <ViewMenu />
      </div>
    </header>
  );
}

function SearchButton(): ReactNode {
  const mac = useSyncExternalStore(never, isMac, () => false);
  return (
    <button
      type="button"
      onClick={showPalette}
      className="flex h-7 items-center gap-2 rounded-md border border-line bg-surface px-2 text-ink-3 hover:border-line-strong max-md:size-7 max-md:justify-center max-md:px-0 md:min-w-0 md:max-w-[340px] md:flex-1"
    >
      <Search size={14} aria-hidden className="shrink-0" />
      <span className="truncate max-md:sr-only">{words.search}</span>
      <span className="ml-auto flex shrink-0 max-md:hidden" aria-hidden>
        <Kbd>{mac ? "⌘K" : "Ctrl K"}</Kbd>
      </span>
    </button>
  );
}

function isMac(): boolean {
  return /Mac|iPhone|iPad/.test(navigator.userAgent);
}

function never(): () => void {
  return () => undefined;
}
