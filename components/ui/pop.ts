// How what drops from a control looks: menus, lists of a select, suggestions.
export const POP =
  "min-w-(--anchor-width) max-w-[min(360px,calc(100vw-16px))] overflow-y-auto max-h-(--available-height) rounded-lg border border-line-strong bg-raised p-1 text-ink shadow-pop outline-none transition-opacity duration-75 data-ending-style:opacity-0 data-starting-style:opacity-0";
export const POP_ITEM =
  "flex min-h-7 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none data-highlighted:bg-hover data-disabled:opacity-50";
