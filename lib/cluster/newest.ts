// A value that events tell again and again: what is kept does not depend on the order of arrival (invariant 1).

/** A value with the sender's time that it is of: the newest wins, ties by the greater text. */
export class Newest<T> {
  value: T | null = null;
  at = Number.NEGATIVE_INFINITY;

  offer(value: T | null | undefined, at: number): void {
    if (value === null || value === undefined || at < this.at) return;
    if (at === this.at && value === this.value) return;
    if (at === this.at && String(value) <= String(this.value)) return;
    this.value = value;
    this.at = at;
  }
}
