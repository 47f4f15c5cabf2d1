// Apart from the store, so that the help does not load it. The first is the usual one.

/** `strong`: as of the moment when a request begins; `bounded`: of at most a second before. */
export const CONSISTENCIES = ['bounded', 'strong'] as const
export type Consistency = (typeof CONSISTENCIES)[number]
