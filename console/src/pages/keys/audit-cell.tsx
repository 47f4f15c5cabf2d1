import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Popover from '@cloudscape-design/components/popover'
import SpaceBetween from '@cloudscape-design/components/space-between'
import StatusIndicator, {
  type StatusIndicatorProps,
} from '@cloudscape-design/components/status-indicator'
import { linkTo } from '../../routes/location.ts'
import { useWords } from '../../words/words.ts'
import type { AuditAnswer, AuditSaid } from './use-audit.ts'

const TYPES: Readonly<Record<AuditSaid['severity'], StatusIndicatorProps.Type>> = {
  critical: 'error',
  high: 'error',
  medium: 'warning',
  low: 'info',
  note: 'info',
}

/** The worst of what the audit found of one key; all of it on demand. */
export function AuditCell({
  found,
  rules,
  keyId,
}: {
  readonly found: readonly AuditSaid[] | undefined
  readonly rules: AuditAnswer['rules']
  readonly keyId: string
}) {
  const { keys, key, none } = useWords()
  const own = keys.audit
  if (found === undefined) return <Box color="text-status-inactive">{none}</Box>
  const [worst, ...others] = found
  if (worst === undefined) return <StatusIndicator type="success">{own.fine}</StatusIndicator>
  return (
    <Popover
      size="large"
      header={own.severities[worst.severity]}
      content={
        <SpaceBetween size="s">
          {found.map((one) => (
            <StatusIndicator key={one.rule} type={TYPES[one.severity]} wrapText>
              <strong>{rules[one.rule]}</strong>: {one.says}
            </StatusIndicator>
          ))}
          <Button variant="inline-link" href={linkTo(['doctor'], { key: keyId })}>
            {key.askDoctor}
          </Button>
        </SpaceBetween>
      }
    >
      <StatusIndicator type={TYPES[worst.severity]} wrapText>
        {rules[worst.rule]}
        {others.length > 0 && ` (${own.more(others.length)})`}
      </StatusIndicator>
    </Popover>
  )
}
