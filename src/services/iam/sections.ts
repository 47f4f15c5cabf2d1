import type { Item } from './paging.ts'

/** Items behind an id, in the order of ids. */
export type Section<Value> = (after: string) => Iterable<Item<Value>>

/** Several lists one behind the other, for operations that page over all of them. */
export const inSections = <Value>(sections: readonly Section<Value>[]): Section<Value> =>
  function* sectionsAfter(after) {
    const [begun, behind] = placeIn(after)
    for (const [index, section] of sections.entries()) {
      if (index < begun) continue
      const items = section(index === begun ? behind : '')
      for (const { id, value } of items) yield { id: `${index}:${id}`, value }
    }
  }

function placeIn(id: string): readonly [section: number, id: string] {
  const colon = id.indexOf(':')
  return colon < 0 ? [0, ''] : [Number(id.slice(0, colon)), id.slice(colon + 1)]
}
