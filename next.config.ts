// Next makes the pages: static files at build time, which Umbel's own server serves (server/http/static-pages.ts), and
// hot reload in development.
// `npm run check` type-checks with TypeScript 7, which has no JavaScript API that Next could use during a build.
import type { NextConfig } from "next";
import { PHASE_PRODUCTION_BUILD } from "next/constants.js";

const common: NextConfig = {
  distDir: ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  devIndicators: false,
  turbopack: { root: import.meta.dirname },
};

export default function config(phase: string): NextConfig {
  if (phase === PHASE_PRODUCTION_BUILD) return { ...common, output: "export" };
  // Where there are several clusters, each has the same pages behind its name (server/http/cluster-urls.ts).
  return { ...common, rewrites: async () => [{ source: "/c/:cluster/:path*", destination: "/:path*" }] };
}
