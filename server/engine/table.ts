// The port's tables: a row is a name and what answers it. What may be asked, and what comes of it, is read from the rows.

/** What a table is checked against; `never`, because each row says what its own input is. */
export type Table<Deps> = Readonly<Record<string, (deps: Deps, input: never) => unknown>>;

/** Input and output of each row. `Empty` is what a row is given that takes no input. */
export type Calls<Asked extends Table<never>, Empty = never> = {
  readonly [Name in keyof Asked]: {
    readonly input: InputOf<Asked[Name], Empty>;
    readonly output: Awaited<ReturnType<Asked[Name]>>;
  };
};

type InputOf<Row, Empty> = Row extends (deps: never, input: infer Input) => unknown
  ? unknown extends Input
    ? Empty
    : Input
  : never;

/** The same rows as they are called by name. */
export type Rows<Deps, Called extends Readonly<Record<string, { input: unknown; output: unknown }>>> = {
  readonly [Name in keyof Called]: (
    deps: Deps,
    input: Called[Name]["input"],
  ) => Called[Name]["output"] | Promise<Called[Name]["output"]>;
};
