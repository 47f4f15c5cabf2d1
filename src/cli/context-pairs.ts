import { failure } from './failure.ts'

/** `--context KEY=VALUE ...`; a key that is given more than once holds all its values. */
export function contextPairs(pairs: readonly string[]): ReadonlyMap<string, readonly string[]> {
  const context = new Map<string, readonly string[]>()
  for (const [key, value] of pairs.map(contextPair)) {
    context.set(key, [...(context.get(key) ?? []), value])
  }
  return context
}

export function contextPair(text: string): readonly [string, string] {
  const at = text.indexOf('=')
  if (at > 0) return [text.slice(0, at), text.slice(at + 1)]
  throw failure('noContextPair', { text }, { lines: ['--context aws:SourceIp=10.0.0.1'] })
}
