// Policies keep the unique ids of users and roles that are gone, but nobody can name such an id
// anew. While a seed is drafted its deleted principals live, and at its end they are gone again:
// neither a row nor an event of them is written.

import type { Seed } from '../../seed/format.ts'
import { iamDirectory } from '../../services/iam/api.ts'
import { requireAccount } from './seed-accounts.ts'
import { iamOf, type Seeder } from './seeder.ts'

const TRUST = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' },
  ],
})

export async function raiseDeleted(seeder: Seeder, { accounts }: Seed): Promise<void> {
  const directory = iamDirectory(seeder.draft)
  for (const [id, { deletedPrincipals = [] }] of Object.entries(accounts)) {
    for (const [index, uniqueId] of deletedPrincipals.entries()) {
      const living = directory.arnOf(uniqueId)
      if (living !== undefined) {
        const path = ['accounts', id, 'deletedPrincipals', index]
        seeder.report(path, `\`${uniqueId}\` is \`${living}\`, which is there: take it out here`)
        continue
      }
      const { kind, input } = nameOf(uniqueId)
      const trust = kind === 'Role' ? { AssumeRolePolicyDocument: TRUST } : {}
      await seeder.actUnseen(iamOf(requireAccount(id)), {
        operation: `Create${kind}`,
        input: { ...input, ...trust },
        chosen: { uniqueId },
      })
    }
  }
}

export async function buryDeleted(seeder: Seeder, { accounts }: Seed): Promise<void> {
  for (const [id, { deletedPrincipals = [] }] of Object.entries(accounts)) {
    for (const uniqueId of deletedPrincipals) {
      const { kind, input } = nameOf(uniqueId)
      await seeder.actUnseen(iamOf(requireAccount(id)), { operation: `Delete${kind}`, input })
    }
  }
}

function nameOf(uniqueId: string) {
  const kind = uniqueId.startsWith('AIDA') ? 'User' : 'Role'
  return { kind, input: { [`${kind}Name`]: `sparekey-deleted-${uniqueId}` } }
}
