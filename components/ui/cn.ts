// Class names joined; falsy ones are left out. A later one does not win over an earlier one of the same property (Tailwind
// orders its rules itself): what must win over a component's own look is written with `!`, as in `py-0!`.
export function cn(...names: readonly (string | false | null | undefined)[]): string {
  return names.filter(Boolean).join(" ");
}
