import Alert from '@cloudscape-design/components/alert'
import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import Checkbox from '@cloudscape-design/components/checkbox'
import KeyValuePairs from '@cloudscape-design/components/key-value-pairs'
import Modal from '@cloudscape-design/components/modal'
import SpaceBetween from '@cloudscape-design/components/space-between'
import { useState } from 'react'
import type { PlanAnswer } from '../../../../src/console/api/routes/plan-recovery.ts'
import { useWords } from '../../words/words.ts'
import { ChangeLines } from './change-lines.tsx'

/** Names once more which key of which account, and what changes. */
export function ApplyDialog({
  planned: { plan },
  close,
  apply,
}: {
  readonly planned: PlanAnswer
  readonly close: () => void
  readonly apply: (reopenTrust: boolean) => void
}) {
  const words = useWords()
  const { doctor: own } = words
  const [isTrustAgreed, setTrustAgreed] = useState(false)
  const { key, where, as, trust, lines } = plan
  const rows = [
    [own.key, key],
    [words.account, where.account],
    [words.region, where.region],
    [own.actsAs, as],
  ] as const
  return (
    <Modal
      visible
      size="large"
      header={own.applyTitle}
      closeAriaLabel={words.close}
      onDismiss={close}
      footer={
        <Box float="right">
          <SpaceBetween direction="horizontal" size="xs">
            <Button variant="link" onClick={close}>
              {words.cancel}
            </Button>
            <Button
              variant="primary"
              disabled={trust !== undefined && !isTrustAgreed}
              onClick={() => apply(isTrustAgreed)}
            >
              {own.apply}
            </Button>
          </SpaceBetween>
        </Box>
      }
    >
      <SpaceBetween size="m">
        <KeyValuePairs
          columns={1}
          items={rows.map(([label, value]) => ({
            label,
            value: <span className="told">{value}</span>,
          }))}
        />
        <div>
          <Box variant="awsui-key-label">{own.changes}</Box>
          <ChangeLines lines={lines} />
        </div>
        {trust && (
          <Alert type="warning">
            <Checkbox
              checked={isTrustAgreed}
              onChange={({ detail }) => setTrustAgreed(detail.checked)}
            >
              {own.openTrust(trust.role)}
            </Checkbox>
          </Alert>
        )}
        <Box color="text-body-secondary">{own.applyHint}</Box>
      </SpaceBetween>
    </Modal>
  )
}
