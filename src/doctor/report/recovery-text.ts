import type { Recovery, RecoveryPlan } from '../recovery.ts'
import { shortName } from '../principals.ts'
import { changedLines } from './change-text.ts'
import { paragraph } from '../../base/columns.ts'
import { pageOf, type TextOptions } from './page.ts'
import { shellCommand } from './shell.ts'
import { whereLine } from './where-line.ts'
import { fill } from './words/words.ts'

/** What would be done, and what changes. */
export function renderPlanText(plan: RecoveryPlan, options: TextOptions): string {
  const page = pageOf(options)
  const {
    words: { report },
    paint: { title, command },
    width,
  } = page
  const principal = shortName(plan.principal)
  const facts = { as: shortName(plan.as), key: plan.key, principal }
  if (!plan.needed) {
    const actions = 'kms:GetKeyPolicy, kms:PutKeyPolicy'
    return [whereLine(plan.where, page), fill(report.allowed, { ...facts, actions })].join('\n\n')
  }
  const become = plan.becoming === 'self' ? report.planAs : report.planAssume
  const steps = [become, report.planPut, report.planProve].map((step, index) =>
    paragraph(`${index + 1}. ${fill(step, facts)}`, width, 2),
  )
  const parts = [
    [whereLine(plan.where, page), '', title(fill(report.planTitle, facts))],
    [title(report.planSteps), ...steps],
    [title(report.planDiff), ...changedLines(plan, page)],
    [paragraph(plan.proved ? report.proved : report.notProved, width, 2)],
    [
      report.planNotApplied,
      command(shellCommand(plan.command, {}, width - 2).replaceAll(/^/gm, '  ')),
    ],
  ]
  return parts.map((lines) => lines.join('\n')).join('\n\n')
}

/** What was done. */
export function renderRecoveryText(recovery: Recovery, options: TextOptions): string {
  const page = pageOf(options)
  const {
    words: { report },
    paint: { good, bad },
    width,
  } = page
  const { plan, proved, reason = '', replaced } = recovery
  const facts = { principal: shortName(plan.principal), reason, path: replaced }
  const done = proved
    ? good(paragraph(fill(report.recovered, facts), width, 0))
    : bad(paragraph(fill(report.recoveredUnproved, facts), width, 0))
  return [
    done,
    ...changedLines(plan, page),
    paragraph(fill(report.replacedPolicyKept, facts), width, 0),
  ].join('\n')
}
