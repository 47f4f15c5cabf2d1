import Box from '@cloudscape-design/components/box'
import Link from '@cloudscape-design/components/link'
import Popover from '@cloudscape-design/components/popover'
import SpaceBetween from '@cloudscape-design/components/space-between'
import Spinner from '@cloudscape-design/components/spinner'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import type {
  AccessReason,
  AccessReasons,
} from '../../../../src/console/api/routes/access-reasons.ts'
import type { AccessCell as Cell, AccessRow } from '../../../../src/console/api/routes/access.ts'
import type { AccessGroup } from '../../../../src/doctor/index.ts'
import { call } from '../../api/call.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { FailureAlert } from '../../parts/failure-alert.tsx'
import { linkTo } from '../../routes/location.ts'
import { useWords, type Words } from '../../words/words.ts'

interface CellProps {
  readonly row: AccessRow
  readonly group: AccessGroup
  readonly principal: string
}

/** Whether it can, and on demand by what. */
export function AccessCell({ row, group, principal }: CellProps) {
  const { iam } = useWords()
  const { access: own } = iam
  const { type, text } = verdictOf(row, row.cells[group], own)
  if (row.policy === 'unknown') return <StatusIndicator type={type}>{text}</StatusIndicator>
  return (
    <Popover
      header={own.cellOf(own.groups[group], row.aliases[0] ?? row.id)}
      size="large"
      renderWithPortal
      triggerType="text"
      content={<Reasons row={row} group={group} principal={principal} />}
    >
      <StatusIndicator type={type}>{text}</StatusIndicator>
    </Popover>
  )
}

interface Verdict {
  readonly type: StatusIndicatorProps.Type
  readonly text: string
}

function verdictOf(
  { policy, complete }: AccessRow,
  { of, allowed, conditional }: Cell,
  own: Words['iam']['access'],
): Verdict {
  if (policy === 'unknown') return { type: 'warning', text: own.unknown }
  if (allowed > 0 && of === null) return { type: 'success', text: own.actions(allowed) }
  if (allowed > 0 && allowed === of) return { type: 'success', text: own.yes }
  if (allowed > 0) return { type: 'success', text: own.partly(allowed, of ?? allowed) }
  if (conditional > 0) return { type: 'info', text: own.conditional }
  return complete ? { type: 'stopped', text: own.no } : { type: 'pending', text: own.noSeen }
}

/** Asked for when the popover opens. */
function Reasons({ row: { arn, id }, group, principal }: CellProps) {
  const { iam, failures } = useWords()
  const { access: own } = iam
  const asked = useAnswer(
    (signal) => call<AccessReasons>('access-reasons', { principal, key: arn, group }, { signal }),
    `${principal} ${arn} ${group}`,
  )
  const { allowed = [], denied = [] } = asked.answer ?? {}
  return (
    <SpaceBetween size="s">
      <FailureAlert failure={asked.failure} again={asked.again} />
      {asked.loading && <Spinner />}
      {together(allowed).map(({ actions, reason }) => (
        <Reason key={actions.join()} actions={actions} reason={reason} />
      ))}
      {denied.length > 0 && (
        <div>
          <Box variant="strong">{own.denied}</Box>
          <div>
            <Box variant="code">{denied.map(withoutService).join(', ')}</Box>
          </div>
          <Box color="text-body-secondary">
            {own.deniedHint}{' '}
            <Link href={linkTo(['doctor'], { key: id, principal, action: denied[0] })}>
              {failures.diagnose}
            </Link>
          </Box>
        </div>
      )}
    </SpaceBetween>
  )
}

function Reason({
  actions,
  reason,
}: {
  readonly actions: readonly string[]
  readonly reason: AccessReason
}) {
  const { iam } = useWords()
  const { access: own } = iam
  return (
    <div>
      <StatusIndicator type={reason.verdict === 'allowed' ? 'success' : 'info'}>
        {reason.verdict === 'allowed' ? own.yes : own.conditional}{' '}
        {own.bySentence(own.by[reason.by])}
      </StatusIndicator>
      <div>
        <Box variant="code">{actions.map(withoutService).join(', ')}</Box>
      </div>
      {reason.statements.map(({ policy, statement }) => (
        <Box key={`${policy} ${statement}`} color="text-body-secondary" fontSize="body-s">
          {policy}: {statement}
        </Box>
      ))}
      <Conditions label={own.ifMet} texts={reason.conditions} />
      <Conditions label={own.unless} texts={reason.unless} />
    </div>
  )
}

function Conditions({
  label,
  texts,
}: {
  readonly label: string
  readonly texts: readonly string[]
}) {
  return texts.map((text) => (
    <div key={text}>
      <Box variant="strong" display="inline">
        {label}
      </Box>{' '}
      <Box variant="code" display="inline">
        {text}
      </Box>
    </div>
  ))
}

const withoutService = (action: string): string => action.replace(/^kms:/, '')

interface Together {
  readonly actions: readonly string[]
  readonly reason: AccessReason
}

/** Actions that are allowed by the same thing are told once. */
function together(reasons: readonly AccessReason[]): readonly Together[] {
  const found = new Map<string, Together>()
  for (const reason of reasons) {
    const { action, ...same } = reason
    const name = JSON.stringify(same)
    const before = found.get(name)?.actions ?? []
    found.set(name, { actions: [...before, action], reason })
  }
  return [...found.values()]
}
