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

export interface AccessLine {
  readonly sign: '+' | '-' | ' '
  readonly text: string
}

export function accessLines(
  changes: readonly AccessChange[],
  account: string,
  page: Page,
): readonly AccessLine[] {
  const { report } = page.words
  return changes.flatMap(({ principal: arn, gains, loses, changes: altered }) => {
    const principal =
      arn === accountRootArn(account)
        ? fill(report.accessAccount, { account })
        : shortNameIn(account, arn)
    const line = (sign: AccessLine['sign'], template: string, actions: readonly string[]) =>
      actions.length === 0
        ? []
        : [{ sign, text: fill(template, { principal, actions: actionsText(actions, page) }) }]
    return [
      ...line('+', report.accessGained, gains),
      ...line('-', report.accessLost, loses),
      ...line(' ', report.accessChanged, altered),
    ]
  })
}

export function accessText(
  changes: readonly AccessChange[],
  account: string,
  page: Page,
): readonly string[] {
  const { paint, width } = page
  const paints = { '+': paint.good, '-': paint.bad, ' ': paint.quiet } as const
  return accessLines(changes, account, page).map(({ sign, text }) =>
    paints[sign](paragraph(text, width, 4)),
  )
}

function actionsText(actions: readonly string[], { words: { report } }: Page): string {
  if (actions.length <= actionsShownMax) return actions.join(', ')
  const count = countText(actions.length - actionsShownMax)
  return [...actions.slice(0, actionsShownMax), fill(report.andMore, { count })].join(', ')
}
