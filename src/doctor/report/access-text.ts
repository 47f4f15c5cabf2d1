// Who gained and who lost what, in a few lines.

import { accountRootArn } from '../../base/arn.ts'
import { paragraph } from '../../base/columns.ts'
import type { AccessChange } from '../access-change.ts'
import { shortNameIn } from '../principals.ts'
import { countText } from './byte-text.ts'
import type { Page } from './page.ts'
import { fill } from './words/words.ts'

/** The rest is in the JSON. */
const actionsShownMax = 6

export function accessText(
  changes: readonly AccessChange[],
  account: string,
  page: Page,
): readonly string[] {
  const {
    words: { report },
    paint,
    width,
  } = page
  return changes.flatMap(({ principal: arn, gains, loses, changes: altered }) => {
    const principal =
      arn === accountRootArn(account)
        ? fill(report.accessAccount, { account })
        : shortNameIn(account, arn)
    const line = (template: string, actions: readonly string[]) =>
      actions.length === 0
        ? []
        : [paragraph(fill(template, { principal, actions: actionsText(actions, page) }), width, 4)]
    return [
      ...line(report.accessGained, gains).map(paint.good),
      ...line(report.accessLost, loses).map(paint.bad),
      ...line(report.accessChanged, altered).map(paint.quiet),
    ]
  })
}

function actionsText(actions: readonly string[], { words: { report } }: Page): string {
  if (actions.length <= actionsShownMax) return actions.join(', ')
  const count = countText(actions.length - actionsShownMax)
  return [...actions.slice(0, actionsShownMax), fill(report.andMore, { count })].join(', ')
}
