/** The `default` of an exhaustive switch: a new member of the union fails to compile there. */
export function unreachable(value: never): never {
  throw new Error(`unreachable: ${JSON.stringify(value)}`)
}
