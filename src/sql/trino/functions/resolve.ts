import { sharedType, isNumeric, isOrderable, type SqlType } from '../sql-type.ts'
import type { Pattern, Signature } from './signature.ts'

/** A signature that fits the arguments. The variables that lambdas return are bound later. */
export interface Resolved {
  readonly signature: Signature
  readonly parameters: readonly Pattern[]
  readonly bindings: Map<string, SqlType>
}

/** What an argument is before the signature is chosen: a lambda has no type of its own. */
export type ArgumentType = SqlType | { readonly kind: 'lambda'; readonly parameters: number }

/** The signature that needs the fewest coercions, or undefined when none fits. */
export function resolve(
  signatures: readonly Signature[],
  given: readonly ArgumentType[],
): Resolved | undefined {
  let best: (Resolved & { cost: number }) | undefined
  for (const signature of signatures) {
    const parameters = parametersFor(signature, given.length)
    const fit = parameters && fitOf(parameters, given)
    if (fit && (!best || fit.cost < best.cost)) {
      best = { signature, parameters, bindings: fit.bindings, cost: fit.cost }
    }
  }
  return best
}

function parametersFor(signature: Signature, count: number): readonly Pattern[] | undefined {
  const { parameters, isVariadic } = signature
  const last = parameters.at(-1)
  if (!isVariadic || !last) return parameters.length === count ? parameters : undefined
  if (count < parameters.length) return undefined
  return [...parameters, ...Array.from({ length: count - parameters.length }, () => last)]
}

interface Fit {
  readonly bindings: Map<string, SqlType>
  cost: number
}

function fitOf(parameters: readonly Pattern[], given: readonly ArgumentType[]): Fit | undefined {
  const fit: Fit = { bindings: new Map(), cost: 0 }
  const fits = parameters.every((pattern, index) => {
    const actual = given[index]
    if (!actual) return false
    if (actual.kind !== 'lambda') return unify(pattern, actual, fit)
    return pattern.kind === 'function' && pattern.parameters.length === actual.parameters
  })
  return fits ? fit : undefined
}

/** Binds the variables of a pattern so that `actual` becomes it; false when it cannot. */
function unify(pattern: Pattern, actual: SqlType, fit: Fit): boolean {
  switch (pattern.kind) {
    case 'exact':
      return becomes(actual, pattern.type, fit)
    case 'zoned':
      return bindZone(actual, fit)
    case 'anyDecimal':
      fit.bindings.set('decimal', actual)
      return actual.kind === 'decimal'
    case 'variable':
      return bindVariable(pattern.name, actual, fit)
    case 'array':
      if (actual.kind === 'unknown') return unify(pattern.element, actual, fit)
      return actual.kind === 'array' && unify(pattern.element, actual.element, fit)
    case 'map':
      if (actual.kind !== 'map') return actual.kind === 'unknown'
      return unify(pattern.key, actual.key, fit) && unify(pattern.value, actual.value, fit)
    case 'row':
    case 'function':
      return false
  }
}

function becomes(actual: SqlType, wanted: SqlType, fit: Fit): boolean {
  if (actual.kind === wanted.kind) return true
  const shared = sharedType(actual, wanted)
  // Nearer types cost less, so that integers prefer bigint to double.
  fit.cost += wanted.kind === 'double' ? 2 : 1
  return shared?.kind === wanted.kind
}

function bindZone(actual: SqlType, fit: Fit): boolean {
  if (actual.kind === 'timestamp with time zone') {
    fit.bindings.set('zoned', actual)
    return true
  }
  fit.cost += 2
  return actual.kind === 'timestamp' || actual.kind === 'date' || actual.kind === 'unknown'
}

function bindVariable(name: string, actual: SqlType, fit: Fit): boolean {
  if (name === 'N' && !isNumeric(actual) && actual.kind !== 'unknown') return false
  if (name === 'O' && !isOrderable(actual)) return false
  const before = fit.bindings.get(name)
  const shared = before ? sharedType(before, actual) : actual
  if (!shared) return false
  if (before && shared.kind !== actual.kind) fit.cost += 1
  fit.bindings.set(name, shared)
  return true
}
