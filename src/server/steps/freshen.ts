import type { Exchange } from '../exchange.ts'

/**
 * Where several nodes share a store, what the others have done is in the view, as nearly as the
 * store promises: none answers from a policy older than that. By itself a stack waits for nobody.
 */
export const freshen = ({ house }: Exchange): Promise<void> | undefined => house.store.freshen()
