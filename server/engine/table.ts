// The port's tables: a row is a name and what answers it. What may be asked, and what comes of it, is read from the rows.

/** What a table is checked against; `never`, because each row says what its own input is. */
export type Table<Deps> = Readonly<Record<string, (deps: Deps, input: never) => unknown>>;

/** Input and output of each row; a row that takes no input is given an empty one. */
export type Calls<Asked extends Table<never>> = {
  readonly [Name in keyof Asked]: {
    readonly input: InputOf<Asked[Name]>;
    readonly output: Awaited<ReturnType<Asked[Name]>>;
  };
};

type InputOf<Row> = Row extends (deps: never, input: infer Input) => unknown
  ? unknown extends Input
    ? Readonly<Record<string, never>>
    : Input
  : never;

/** The same rows as they are called by name. */
export type Rows<Deps, Called extends Calls<Table<never>>> = {
  readonly [Name in keyof Called]: (
    deps: Deps,
    input: Called[Name]["input"],
  ) => Called[Name]["output"] | Promise<Called[Name]["output"]>;
};
