"use client";
// Draws the short-lived answers of components/ui/toast.ts.
import { type ReactNode, useEffect } from "react";
import { Toaster, toast } from "sonner";
import { drawToasts } from "../ui/toast.ts";
import { useTheme } from "./theme.ts";

export function ToastBox(): ReactNode {
  // After the effect of what draws them, which hears nothing that was said sooner.
  useEffect(() => drawToasts(toast), []);
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
