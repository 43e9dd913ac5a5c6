"use client";
// Narrows the list of one tab.
import { Search } from "lucide-react";
import type { ReactNode } from "react";
import { INPUT } from "../../ui/input.tsx";

export interface SearchFieldProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (text: string) => void;
}

export function SearchField({ label, value, onChange }: SearchFieldProps): ReactNode {
  return (
    <label className="relative block w-52">
      <span className="sr-only">{label}</span>
      <Search size={14} aria-hidden className="absolute top-[7px] left-2.5 text-ink-3" />
      <input
        type="search"
        value={value}
        placeholder={label}
        onChange={(event) => onChange(event.target.value)}
        className={`${INPUT} pl-8`}
      />
    </label>
  );
}
