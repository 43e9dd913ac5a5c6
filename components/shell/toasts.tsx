"use client";
// Where short-lived answers appear; anybody calls `toast` from sonner.
import type { ReactNode } from "react";
import { Toaster } from "sonner";
import { useTheme } from "./theme.ts";

export function Toasts(): ReactNode {
  return (
    <Toaster
      theme={useTheme()}
      position="bottom-right"
      closeButton
      visibleToasts={4}
      mobileOffset={{ bottom: 72 }}
      toastOptions={{
        style: {
          background: "var(--raised)",
          borderColor: "var(--line-strong)",
          color: "var(--ink)",
          fontFamily: "var(--font-sans)",
        },
      }}
    />
  );
}
