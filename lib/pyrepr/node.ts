// The tree that a Python repr is drawn from. Every node keeps its source text, which is always true; the rest is
// our reading of it.

interface Base {
  /** Exactly what stood in the repr. */
  readonly text: string;
}

export interface PyAtom extends Base {
  readonly kind: "none" | "bool" | "int" | "float";
  readonly value: null | boolean | number | bigint;
}
export interface PyText extends Base {
  readonly kind: "str" | "bytes";
  /** Between the quotes, with `\'` undone. Other backslashes stay: Celery does not escape them. */
  readonly value: string;
  /** Celery cut it: the value ends in `...`. */
  readonly cut: boolean;
}
export interface PySequence extends Base {
  readonly kind: "list" | "tuple" | "set";
  readonly items: readonly PyNode[];
}
export interface PyEntry {
  readonly key: PyNode;
  /** null when it was cut away. */
  readonly value: PyNode | null;
}
export interface PyDict extends Base {
  readonly kind: "dict";
  readonly entries: readonly PyEntry[];
}
export interface PyArgument {
  /** null for a positional argument. */
  readonly name: string | null;
  readonly value: PyNode;
}
/** `Decimal('1.5')`, `datetime.datetime(2024, 1, 2)`, `CustomError('broken', 42)`. */
export interface PyCall extends Base {
  readonly kind: "call";
  readonly name: string;
  readonly args: readonly PyArgument[];
}
export interface PyPlain extends Base {
  /** `object`: `<Foo object at 0x…>`. `elided`: `...`. `raw`: text that is none of the above. */
  readonly kind: "object" | "elided" | "raw";
}

export type PyNode = PyAtom | PyText | PySequence | PyDict | PyCall | PyPlain;

export interface ParsedRepr {
  readonly node: PyNode;
  /** Something is missing: `...`, an open bracket or quote, or text beyond our own bounds. */
  readonly truncated: boolean;
}
