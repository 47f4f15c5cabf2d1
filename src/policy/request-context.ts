/** A single value, or a set (which `ForAllValues` and `ForAnyValue` are for). */
export type ContextValue = string | readonly string[]

/**
 * By lower-case key: AWS compares the names of context keys without case.
 *
 * The pairs of the encryption context stand here and nowhere else, as `kms:encryptioncontext:` and
 * the pair's key: conditions and grant constraints both compare that key without case.
 */
export type RequestContext = ReadonlyMap<string, ContextValue>
