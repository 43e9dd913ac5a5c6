// The document around every page: theme before first paint, the frame, the URL's state and the toasts.
import type { Metadata, Viewport } from "next";
import { headers } from "next/headers";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Frame } from "#components/shell/frame.tsx";
import { THEME_SCRIPT } from "#components/shell/theme-script.ts";
import { Toasts } from "#components/shell/toasts.tsx";
import { SHOWN_HEADER } from "#lib/api/shown.ts";
import "./globals.css";
import { layout as words } from "#components/words/app.ts";

export const metadata: Metadata = {
  description: words.description,
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  colorScheme: "light dark",
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#f7f7f5" },
    { media: "(prefers-color-scheme: dark)", color: "#111210" },
  ],
};

export default async function RootLayout({ children }: { readonly children: ReactNode }): Promise<ReactNode> {
  const { nonce, shown } = await toldInDevelopment();
  return (
    <html lang="en" suppressHydrationWarning {...shown}>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint */}
        <script nonce={nonce} suppressHydrationWarning dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
      </head>
      <body>
        <NuqsAdapter>
          <Frame>{children}</Frame>
        </NuqsAdapter>
        <Toasts />
      </body>
    </html>
  );
}

interface Told {
  readonly nonce?: string | undefined;
  readonly shown: Readonly<Record<string, string>>;
}

/** What the front writes into pages that were built, it tells Next with headers in development. */
async function toldInDevelopment(): Promise<Told> {
  if (process.env.NODE_ENV !== "development") return { shown: {} };
  const sent = await headers();
  const nonce = /'nonce-([^']+)'/.exec(sent.get("content-security-policy") ?? "")?.[1];
  return { nonce, shown: JSON.parse(decodeURIComponent(sent.get(SHOWN_HEADER) ?? "{}")) };
}
