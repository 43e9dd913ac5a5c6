/** A string of its own: a slice keeps all that it was taken from alive, for as long as somebody holds it. */
export function detached(slice: string): string {
  return ` ${slice}`.slice(1);
}
