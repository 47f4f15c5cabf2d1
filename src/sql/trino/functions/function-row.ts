/**
 * A function as Trino declares it, and DuckDB's SQL for it. In the signature, `T U K V` stand for
 * any type, `N` for a number, `O` for a type with an order, `zoned` for a timestamp with time zone.
 * In the template `$1` is an argument and `$*` all from the last declared on: `||` between them
 * when `|| $*` is written, commas otherwise.
 */
export type FunctionRow = readonly [signature: string, template: string]
