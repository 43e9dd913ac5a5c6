"use client";
// Where short-lived answers appear; anybody calls `toast` from components/ui.
import { late } from "../ui/late.tsx";

export const Toasts = late(() => import("./toast-box.tsx").then(({ ToastBox }) => ToastBox));
