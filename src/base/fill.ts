/**
 * Puts the facts in their places. A place without its fact stays visible: that is a bug. Japanese
 * sets names in Latin letters apart, and its own words not.
 */
export function fill(template: string, facts: Readonly<Record<string, string>>): string {
  return template.replaceAll(PLACE, (place, before = '', name = '', after = '') => {
    const fact = facts[name]
    if (fact === undefined) return place
    const isInside = [JAPANESE.test(fact.slice(0, 1)), JAPANESE.test(fact.slice(-1))]
    return `${isInside[0] ? '' : before}${fact}${isInside[1] ? '' : after}`
  })
}

const JAPANESE = /[ぁ-んァ-ヶー一-龠]/
/** With the spaces that part it from Japanese words. */
const PLACE = /((?<=[ぁ-んァ-ヶー一-龠]) )?\{(\w+)\}( (?=[ぁ-んァ-ヶー一-龠]))?/g
