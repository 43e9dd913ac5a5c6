// The document around every page: theme before first paint, the frame, the URL's state and the toasts.
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Frame } from "#components/shell/frame.tsx";
import { THEME_SCRIPT } from "#components/shell/theme-script.ts";
import { Toasts } from "#components/shell/toasts.tsx";
import {
  type ClusterChoice,
  DEMO_HEADER,
  readClusterHeaders,
  shownCluster,
} from "#lib/api/cluster-headers.ts";
import "./globals.css";

/** Where there are several clusters, a tab tells which it shows. */
export async function generateMetadata(): Promise<Metadata> {
  const { cluster, all } = await clusterOfRequest();
  const name = cluster ?? all[0];
  const umbel = name === undefined ? "Umbel" : `${name} · Umbel`;
  return {
    title: { default: umbel, template: `%s · ${umbel}` },
    description: "A live view of Celery clusters, and the controls to act on them.",
    robots: { index: false, follow: false },
  };
}

async function clusterOfRequest(): Promise<ClusterChoice> {
  const sent = await headers();
  return shownCluster(readClusterHeaders((name) => sent.get(name)));
}

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f5" },
    { media: "(prefers-color-scheme: dark)", color: "#111210" },
  ],
};

/** Reading the request makes every page dynamic, which the policy needs: each answer's scripts carry its own nonce. */
export default async function RootLayout({ children }: { readonly children: ReactNode }): Promise<ReactNode> {
  const sent = await headers();
  const policy = sent.get("content-security-policy");
  const nonce = policy === null ? undefined : /'nonce-([^']+)'/.exec(policy)?.[1];
  const { cluster, all } = await clusterOfRequest();
  return (
    <html lang="en" suppressHydrationWarning data-cluster={cluster ?? undefined}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <NuqsAdapter>
          <Frame cluster={cluster} clusters={all} demo={sent.has(DEMO_HEADER)}>
            {children}
          </Frame>
        </NuqsAdapter>
        <Toasts />
      </body>
    </html>
  );
}
