// A float that JavaScript would spell as an integer: `1.0` is 1 here, and a Python task that is sent 1 for 1.0 gets
// another type. Only parseExactJson makes these; printJson and printRepr spell them as they came.

export class WireFloat {
  /** As it was written: `1.0`, `-0.0`, `1e3`. */
  readonly text: string;

  constructor(text: string) {
    this.text = text;
  }
}
