/**
 * What DuckDB has under no name or with another meaning. A macro names only those before it; an
 * error's text begins with the code that Athena would show.
 */
export type Macro = readonly [head: string, body: string]
