// The document around every page: theme before first paint, the frame, the URL's state and the toasts.
import type { Metadata, Viewport } from "next";
import { NuqsAdapter } from "nuqs/adapters/next/app";
import type { ReactNode } from "react";
import { Frame } from "#components/shell/frame.tsx";
import { THEME_SCRIPT } from "#components/shell/theme-script.ts";
import { Toasts } from "#components/shell/toasts.tsx";
import "./globals.css";

export const metadata: Metadata = {
  title: { default: "Umbel", template: "%s · Umbel" },
  description: "A live view of Celery clusters, and the controls to act on them.",
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

export default function RootLayout({ children }: { readonly children: ReactNode }): ReactNode {
  return (
    <html lang="en" suppressHydrationWarning>
      <head>
        {/* biome-ignore lint/security/noDangerouslySetInnerHtml: a constant of ours; it must run before the first paint */}
        <script dangerouslySetInnerHTML={{ __html: THEME_SCRIPT }} />
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
