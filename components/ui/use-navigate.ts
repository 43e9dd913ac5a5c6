"use client";
// Going somewhere without a link: the path is one of lib/routes, as for Link.
// biome-ignore lint/style/noRestrictedImports: here it is given the base path
import { useRouter } from "next/navigation";
import { useCallback } from "react";
import { useHref } from "./base-path.ts";

export function useNavigate(): (path: string) => void {
  const router = useRouter();
  const full = useHref();
  return useCallback((path: string) => router.push(full(path)), [router, full]);
}
