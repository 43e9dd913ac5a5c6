"use client";
// What stands before the paths of the pages a document belongs to, given once around all of them. Set by the frame.
import { createContext, useCallback, useContext } from "react";
import { under } from "#lib/routes.ts";

export const BasePath = createContext("");

/** Makes paths of lib/routes into ones that a browser can go to. */
export function useHref(): (path: string) => string {
  const base = useContext(BasePath);
  return useCallback((path: string) => under(base, path), [base]);
}
