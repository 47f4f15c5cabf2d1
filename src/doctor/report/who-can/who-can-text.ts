import { paragraph } from '../../../base/columns.ts'
import type {
  ConstrainedAccess,
  Grant,
  OpenStatement,
  StatementRef,
} from '../../../policy/index.ts'
import { conditionText } from '../../audit/rules/condition-texts.ts'
import { gotOf, isUnseen } from '../../evidence/answer.ts'
import { shortNameIn } from '../../principals.ts'
import { PRINCIPAL_KINDS, type PrincipalAccess, type WhoCan } from '../../who-can/who-can.ts'
import { pageOf, type Page, type TextOptions } from '../page.ts'
import { momentOf } from '../moment.ts'
import { printable } from '../printable.ts'
import { whereLine } from '../where-line.ts'
import { fill, type Words } from '../words/words.ts'
import { notAsked } from '../audit/said.ts'
import { auditWords } from '../audit/words/words.ts'
import { whoCanWords, type WhoCanWords } from './words/words.ts'
import { sayPolicyName } from '../../policy-names/say-policy-name.ts'

export interface WhoCanTextOptions extends TextOptions {
  /** The deciding statements, and the conditions that are left open. */
  readonly verbose?: boolean
}

interface Paper extends Omit<Page, 'own'> {
  readonly found: WhoCan
  readonly own: WhoCanWords
  readonly verbose: boolean
}

export function renderWhoCanText(found: WhoCan, options: WhoCanTextOptions): string {
  const { verbose = false, lang } = options
  const paper = { ...pageOf(options), found, verbose, own: whoCanWords(lang) }
  const { own, paint, width } = paper
  const key = [found.key.arn, ...found.key.aliases.map((name) => `(${name})`)].join(' ')
  const title = fill(own.title, { key, asked: found.asked })
  const kinds = PRINCIPAL_KINDS.flatMap((kind) => {
    const ofKind = found.principals.filter((one) => one.kind === kind)
    return ofKind.length === 0 ? [] : [section(own.kinds[kind], ofKind, paper)]
  })
  const permissions = found.unseen
    .map(({ by }) => by)
    .filter(isFirst)
    .join(', ')
  const audit = auditWords(lang)
  const closing = [
    ...(permissions === '' ? [] : [fill(audit.unseen, { permissions })]),
    ...notAsked(found.account, audit),
    ...(verbose ? [] : [own.verboseHint]),
  ]
  return [
    whereLine(found.where, paper),
    [paint.title(paragraph(printable(title), width, 0)), ...basis(paper)].join('\n'),
    ...(found.policy && kinds.length === 0 ? [nobody(paper)] : kinds),
    closing.map((text) => paint.quiet(paragraph(text, width, 0))).join('\n'),
  ].join('\n\n')
}

const isFirst = (text: string, index: number, all: readonly string[]): boolean =>
  all.indexOf(text) === index

/** What the answer stands on, and what it lacks. */
function basis({ found, own, paint, width }: Paper): readonly string[] {
  const { policy, account, key } = found
  if (!policy) return [paint.bad(paragraph(own.unknown, width, 0))]
  const { event } = policy
  const facts = {
    event: event ? `${event.eventName} ${momentOf(event.eventTime)} (${event.eventId})` : '',
  }
  const state = gotOf(key.metadata)?.state
  return [
    event
      ? paint.bad(paragraph(fill(own.lastKnown, facts), width, 0))
      : paint.quiet(paragraph(own.current, width, 0)),
    ...(account.complete ? [] : [paint.bad(paragraph(own.incomplete, width, 0))]),
    ...(isUnseen(key.grants) ? [paint.bad(paragraph(own.grantsUnseen, width, 0))] : []),
    ...(state === undefined || state === 'Enabled'
      ? []
      : [paint.bad(paragraph(fill(own.state, { state }), width, 0))]),
  ]
}

function nobody({ found, own, paint }: Paper): string {
  return paint.bad(`  ${found.complete ? own.nobody : own.nobodySeen}`)
}

function section(title: string, principals: readonly PrincipalAccess[], paper: Paper): string {
  return [paper.paint.title(title), ...principals.map((one) => principalText(one, paper))].join(
    '\n',
  )
}

function principalText(one: PrincipalAccess, paper: Paper): string {
  const { found, own, width } = paper
  const { account } = found.where
  const name = one.kind === 'everybody' ? own.everybody : shortNameIn(account, one.principal)
  const sure = one.actions.filter(({ access }) => access.verdict === 'allowed')
  const open = one.actions.filter(({ access }) => access.verdict === 'conditional')
  const isForeign = one.actions.some(({ access }) => access.unseen)
  const marks = isForeign ? [own.foreign] : []
  const isOne = found.actions.length === 1
  const lines = [
    ...(sure.length === 0 || (isOne && !isForeign) ? [] : [said(sure, marks, paper)]),
    ...(open.length === 0 ? [] : [said(open, [own.conditional, ...marks], paper)]),
    ...assumed(one, paper),
    ...(paper.verbose ? reasons(one, paper) : []),
  ]
  return [
    paragraph(printable(name), width, 2),
    ...lines.map((line) => paper.paint.quiet(paragraph(printable(line), width, 6))),
  ].join('\n')
}

/** One action that was asked about needs no list. */
function said(
  accesses: readonly ConstrainedAccess[],
  marks: readonly string[],
  { found, own }: Paper,
): string {
  const isAll = accesses.length === found.actions.length && accesses.length > 1
  const names = isAll ? own.everyAction : accesses.map(({ action }) => action).join(', ')
  return marks.length === 0 ? names : `${names} (${marks.join('; ')})`
}

function assumed({ assumedBy }: PrincipalAccess, { found, own }: Paper): readonly string[] {
  if (!assumedBy) return []
  if (assumedBy === 'unseen') return [own.assumedByUnknown]
  if (assumedBy.length === 0) return [own.assumedByNobody]
  const names = assumedBy.map(({ principal, verdict }) => {
    const mark = verdict === 'conditional' ? ` (${own.conditional})` : ''
    return `${shortNameIn(found.where.account, principal)}${mark}`
  })
  return [fill(own.assumedBy, { names: names.join(', ') })]
}

/** Actions with one reason share a line. */
function reasons({ actions }: PrincipalAccess, { own, words }: Paper): readonly string[] {
  const lines = actions.flatMap(({ access, constrained }) => {
    const { because, ways, unless } = access
    return [
      ...(because.length === 0
        ? []
        : [
            fill(own.because, {
              statements: because.map((ref) => statementText(ref, words)).join('; '),
            }),
          ]),
      ...ways.map((way) => fill(own.when, { conditions: openText(way) })),
      ...unless.map((one) => fill(own.unless, { conditions: openText([one]) })),
      ...constrained.map((grant) => fill(own.constraint, constraintFacts(grant, words))),
    ]
  })
  return lines.filter(isFirst)
}

function constraintFacts(
  { grantId, constraints = {} }: Grant,
  words: Words,
): Readonly<Record<string, string>> {
  const texts = Object.entries(constraints).map(([name, value]) => {
    return `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`
  })
  return {
    grant: sayPolicyName(`grant ${grantId}`, words.policyNames),
    constraints: texts.join(', '),
  }
}

function statementText(
  { policy: name, statement, sid }: StatementRef,
  { policyNames }: Words,
): string {
  const policy = sayPolicyName(name, policyNames)
  if (name.startsWith('grant ')) return policy
  return `${policy}, ${sid === undefined ? `Statement[${statement}]` : `"${sid}"`}`
}

function openText(way: readonly OpenStatement[]): string {
  return way
    .flatMap(({ conditions }) => conditions.map(conditionText))
    .filter(isFirst)
    .join('; ')
}
