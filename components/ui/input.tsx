"use client";
// Text fields, and the label, hint and error around one.
import { type ComponentProps, type ReactNode, useId } from "react";
import { cn } from "./cn.ts";

export const INPUT =
  "h-7 w-full min-w-0 rounded-md border border-line-strong bg-surface px-2.5 text-ink outline-offset-0 placeholder:text-ink-3 focus-visible:outline-accent disabled:opacity-55 aria-invalid:border-bad";

export function Input({ className, ...rest }: ComponentProps<"input">): ReactNode {
  return <input {...rest} className={cn(INPUT, className)} />;
}

/** For text of several lines, in the typeface of code. */
export function TextArea({ className, ...rest }: ComponentProps<"textarea">): ReactNode {
  return (
    <textarea
      spellCheck={false}
      autoComplete="off"
      {...rest}
      className={cn(INPUT, "h-auto resize-y py-1 font-mono text-sm", className)}
    />
  );
}

export interface FieldProps {
  readonly label: ReactNode;
  readonly hint?: ReactNode;
  readonly error?: string | null;
  /** Gets the ids that tie the field to its label, hint and error. */
  readonly children: (field: {
    readonly id: string;
    readonly "aria-describedby"?: string;
    readonly "aria-invalid"?: true;
  }) => ReactNode;
}

export function Field({ label, hint, error, children }: FieldProps): ReactNode {
  const id = useId();
  const told = typeof error === "string";
  const described = told || hint !== undefined ? { "aria-describedby": `${id}-hint` } : {};
  return (
    <div className="grid gap-1">
      <label htmlFor={id} className="text-ink-2 text-sm">
        {label}
      </label>
      {children({ id, ...described, ...(told && { "aria-invalid": true }) })}
      {(told || hint !== undefined) && (
        <p id={`${id}-hint`} className={cn("text-sm", told ? "text-bad" : "text-ink-3")}>
          {told ? error : hint}
        </p>
      )}
    </div>
  );
}
