import Box from '@cloudscape-design/components/box'
import Button from '@cloudscape-design/components/button'
import type { TableProps } from '@cloudscape-design/components/table'
import { useState } from 'react'
import { aws } from '../../api/aws.ts'
import { useAnswer } from '../../api/use-answer.ts'
import { ConfirmDialog } from '../../parts/confirm-dialog.tsx'
import { SimpleList } from '../../parts/simple-list.tsx'
import { LongText } from '../../parts/long-text.tsx'
import { timeText } from '../../parts/time-text.ts'
import { useWords, type Words } from '../../words/words.ts'
import { useKeyWorldAgain } from './key-world.tsx'

interface Grant {
  readonly GrantId: string
  readonly Name?: string
  readonly GranteePrincipal?: string
  readonly RetiringPrincipal?: string
  readonly Operations?: readonly string[]
  readonly Constraints?: object
  readonly CreationDate?: string
}

/** Who was given operations beside the key policy. */
export function GrantsTab({ keyId }: { readonly keyId: string }) {
  const { key: own } = useWords()
  const asked = useAnswer(
    (signal) =>
      aws<{ Grants: readonly Grant[] }>('kms', 'ListGrants', { KeyId: keyId }, { signal }),
    keyId,
  )
  const { grant } = own
  const [revoked, setRevoked] = useState<Grant>()
  const accessChanged = useKeyWorldAgain()
  const close = (done: boolean): void => {
    setRevoked(undefined)
    if (!done) return
    asked.again()
    accessChanged()
  }
  return (
    <>
      <SimpleList
        title={own.tabs.grants}
        empty={grant.none}
        asked={asked}
        items={asked.answer?.Grants ?? []}
        keyId={keyId}
        columns={grantColumns(own, setRevoked)}
      />
      {revoked && (
        <ConfirmDialog
          title={grant.revokeTitle}
          confirm={grant.revoke}
          keyId={keyId}
          work={() => aws('kms', 'RevokeGrant', { KeyId: keyId, GrantId: revoked.GrantId })}
          close={close}
        >
          <Box>{grant.revokeSays(revoked.GranteePrincipal ?? revoked.GrantId)}</Box>
          <Box color="text-body-secondary">{(revoked.Operations ?? []).join(', ')}</Box>
        </ConfirmDialog>
      )}
    </>
  )
}

function grantColumns(
  own: Words['key'],
  revoke: (grant: Grant) => void,
): readonly TableProps.ColumnDefinition<Grant>[] {
  const { grant } = own
  return [
    {
      id: 'grantee',
      header: grant.grantee,
      isRowHeader: true,
      cell: ({ GranteePrincipal = '-' }) => <LongText text={GranteePrincipal} />,
      minWidth: 180,
    },
    {
      id: 'operations',
      header: grant.operations,
      cell: ({ Operations = [] }) => Operations.join(', '),
      minWidth: 160,
    },
    {
      id: 'constraints',
      header: grant.constraints,
      cell: ({ Constraints }) => (Constraints ? JSON.stringify(Constraints) : '-'),
      minWidth: 180,
    },
    {
      id: 'retiring',
      header: grant.retiring,
      cell: ({ RetiringPrincipal = '-' }) => RetiringPrincipal,
    },
    { id: 'name', header: grant.name, cell: ({ Name = '-' }) => Name },
    {
      id: 'created',
      header: grant.created,
      cell: ({ CreationDate }) => timeText(CreationDate),
      minWidth: 150,
    },
    { id: 'id', header: grant.id, cell: ({ GrantId }) => GrantId },
    {
      id: 'actions',
      header: own.rowActions,
      cell: (one) => (
        <Button
          variant="inline-link"
          ariaLabel={grant.revokeOf(one.GrantId)}
          onClick={() => revoke(one)}
        >
          {grant.revoke}
        </Button>
      ),
    },
  ]
}
