/** Where the list stands: as wide as its columns are of use. */
export const LIST_ROOM = "mx-auto flex min-h-[420px] w-full max-w-[1480px] flex-col gap-3 p-3.5 pb-2 md:p-5";
