"use client";
// What surrounds every page but the sign-in: rail, top bar, banners, overlays; and the live connection they share.
import dynamic from "next/dynamic";
import { usePathname } from "next/navigation";
import type { ReactNode } from "react";
import { LOGIN_PATH } from "#lib/routes.ts";
import { LiveProvider } from "../live/live-provider.tsx";
import { Banners } from "./banners.tsx";
import { closeOverlay, useOverlay } from "./overlays.ts";
import { Rail } from "./rail.tsx";
import { TopBar } from "./top-bar.tsx";
import { useSessionGuard } from "./use-session-guard.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const Palette = dynamic(() => import("./palette.tsx").then(({ Palette: loaded }) => loaded), { ssr: false });
const ShortcutsSheet = dynamic(
  () => import("./shortcuts-sheet.tsx").then(({ ShortcutsSheet: loaded }) => loaded),
  {
    ssr: false,
  },
);

export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  if (usePathname() === LOGIN_PATH) return children;
  return (
    <LiveProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        To the content
      </a>
      <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] max-md:pb-16 md:grid-cols-[52px_minmax(0,1fr)] lg:grid-cols-[208px_minmax(0,1fr)]">
        <Rail />
        <div className="min-w-0">
          <TopBar />
          <Banners />
          <main id="main" tabIndex={-1} className="min-w-0 outline-none">
            {children}
          </main>
        </div>
      </div>
      <Overlays />
    </LiveProvider>
  );
}

function Overlays(): ReactNode {
  useShortcuts();
  useSessionGuard();
  const overlay = useOverlay();
  if (overlay === "palette") return <Palette onClose={closeOverlay} />;
  return overlay === "shortcuts" ? <ShortcutsSheet onClose={closeOverlay} /> : null;
}
