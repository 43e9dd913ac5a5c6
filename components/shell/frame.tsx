"use client";
// What surrounds every page but the sign-in: rail, top bar, banners, overlays; and the live connection they share.
import { usePathname } from "next/navigation";
import { type ReactNode, useMemo } from "react";
import { NOTHING_SHOWN } from "#lib/api/shown.ts";
import { clusterBase, LOGIN_PATH } from "#lib/routes.ts";
import { LiveProvider } from "../live/live-provider.tsx";
import { BasePath } from "../ui/base-path.ts";
import { late } from "../ui/late.tsx";
import { frame as words } from "../words/shell.ts";
import { Banners } from "./banners.tsx";
import { ClustersContext } from "./clusters.ts";
import { closeOverlay, useOverlay } from "./overlays.ts";
import { Rail } from "./rail.tsx";
import { useShown } from "./shown.ts";
import { TopBar } from "./top-bar.tsx";
import { UnusableBroker } from "./unusable-broker.tsx";
import { useFrame } from "./use-frame.ts";
import { useSessionGuard } from "./use-session-guard.ts";
import { useShortcuts } from "./use-shortcuts.ts";

const Palette = late(() => import("./palette.tsx").then(({ Palette: loaded }) => loaded));
const ShortcutsSheet = late(() =>
  import("./shortcuts-sheet.tsx").then(({ ShortcutsSheet: loaded }) => loaded),
);
const CommandDialogs = late(() =>
  import("./command-dialogs.tsx").then(({ CommandDialogs: loaded }) => loaded),
);

export function Frame({ children }: { readonly children: ReactNode }): ReactNode {
  const { cluster, clusters, demo } = useShown() ?? NOTHING_SHOWN;
  const choice = useMemo(() => {
    const current = cluster ?? clusters[0];
    return current === undefined ? null : { current, all: clusters };
  }, [cluster, clusters]);
  const signsIn = usePathname() === LOGIN_PATH;
  return (
    <BasePath value={clusterBase(cluster)}>
      <ClustersContext value={choice}>
        {signsIn ? children : <LivePage demo={demo}>{children}</LivePage>}
      </ClustersContext>
    </BasePath>
  );
}

function LivePage({ demo, children }: { readonly demo: boolean; readonly children: ReactNode }): ReactNode {
  return (
    <LiveProvider>
      <a
        href="#main"
        className="sr-only z-50 rounded-md bg-accent px-3 py-1.5 text-accent-ink focus:not-sr-only focus:fixed focus:top-2 focus:left-2"
      >
        {words.skip}
      </a>
      <div className="grid min-h-dvh grid-cols-[minmax(0,1fr)] max-md:pb-16 md:grid-cols-[52px_minmax(0,1fr)] lg:grid-cols-[208px_minmax(0,1fr)]">
        <Rail />
        <div className="min-w-0">
          <TopBar demo={demo} />
          <Banners demo={demo} />
          <main id="main" tabIndex={-1} className="min-w-0 outline-none">
            <PageBody>{children}</PageBody>
          </main>
        </div>
      </div>
      <Overlays />
    </LiveProvider>
  );
}

/** Where nothing can ever be shown, every page says why. */
function PageBody({ children }: { readonly children: ReactNode }): ReactNode {
  const broker = useFrame()?.broker;
  return broker?.final === true ? <UnusableBroker broker={broker} /> : children;
}

function Overlays(): ReactNode {
  useShortcuts();
  useSessionGuard();
  const overlay = useOverlay();
  if (overlay === "palette") return <Palette onClose={closeOverlay} />;
  if (overlay === "custom" || overlay === "stamps") return <CommandDialogs />;
  return overlay === "shortcuts" ? <ShortcutsSheet onClose={closeOverlay} /> : null;
}
