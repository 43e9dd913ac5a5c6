"use client";
// Text with a button that copies it, and says that it did.
import { Check, Copy } from "lucide-react";
import { type ReactNode, useEffect, useState } from "react";
import { shared } from "../words/shared.ts";
import { cn } from "./cn.ts";

export interface CopyableProps {
  /** What is copied. */
  readonly value: string;
  /** What is shown; the value itself by default, `null` for the button alone. */
  readonly children?: ReactNode;
  readonly label?: string;
  readonly className?: string;
}

export function Copyable({ value, children, label = shared.copy, className }: CopyableProps): ReactNode {
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), 1500);
    return () => clearTimeout(timer);
  }, [copied]);
  return (
    <span className={cn("inline-flex min-w-0 max-w-full items-center gap-1", className)}>
      {children !== null && <span className="min-w-0 truncate">{children ?? value}</span>}
      <button
        type="button"
        aria-label={copied ? shared.copied : label}
        title={label}
        onClick={() => void copyText(value).then(setCopied)}
        className="inline-flex size-5 shrink-0 items-center justify-center rounded-sm text-ink-3 hover:bg-hover hover:text-ink"
      >
        {copied ? <Check size={13} aria-hidden className="text-success" /> : <Copy size={13} aria-hidden />}
      </button>
      <span role="status" className="sr-only">
        {copied ? shared.copied : ""}
      </span>
    </span>
  );
}

/** Copies, also where the page has no secure context (plain http on a host name); false when it could not. */
export async function copyText(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = document.createElement("textarea");
    area.value = text;
    area.style.position = "fixed";
    document.body.append(area);
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
