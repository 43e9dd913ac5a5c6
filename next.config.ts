// Next is a guest of Umbel's own server (server/main.ts): it renders pages and serves their scripts, nothing else.
// `npm run check` type-checks with TypeScript 7, which has no JavaScript API that Next could use during a build.
import type { NextConfig } from "next";

const config: NextConfig = {
  distDir: ".next",
  poweredByHeader: false,
  reactStrictMode: true,
  typescript: { ignoreBuildErrors: true },
  images: { unoptimized: true },
  devIndicators: false,
  // The server compresses nothing twice: a proxy in front may, and sockets must not be buffered.
  compress: true,
  // Where there are several clusters, each has the same pages behind its name (server/http/cluster-urls.ts).
  rewrites: async () => [{ source: "/c/:cluster/:path*", destination: "/:path*" }],
  turbopack: { root: import.meta.dirname },
};

export default config;
