import { DeleteRoleCommand, IAMClient } from '@aws-sdk/client-iam'
import { createKey, findLockedOut, playedKey, putKeyPolicy, puttingBack } from './keys.ts'
import {
  accountStatement,
  administratorStatement,
  incidentAccess,
  keyPolicy,
  roleArn,
  trusting,
  userArn,
} from './policies.ts'
import { assumeRole, createRole, createUser } from './principals.ts'
import { clientOptions, type Stage } from './stage.ts'
import type { Story } from './story.ts'

const KEY_ALIAS = 'alias/ledger'
const USER = 'ledger-owner'
const ROLE = 'LedgerAdministrator'
const OTHER_ROLE = 'LedgerBreakGlass'

const policy = keyPolicy(administratorStatement(ROLE, OTHER_ROLE))

/** The key policy means a role that is gone, not the one of the same name. */
export const deletedRole: Story = {
  name: 'deleted-role',
  title: { en: 'A role that was made again', ja: '作り直されたロール' },
  about: {
    en:
      `The key policy names the role ${ROLE}, which was deleted and made again under its name. ` +
      'KMS keeps the unique ID of the role that is gone: the new one is somebody else.',
    ja:
      `キーポリシーに記載されたロール ${ROLE} は、削除後に同じ名前で作り直されました。KMS は削除された` +
      'ロールの一意の ID を保持しているため、新しいロールは別のプリンシパルです。',
  },
  keyAlias: KEY_ALIAS,
  eventName: 'DeleteRole',
  lockedOut: { profile: USER, roleArn: roleArn(ROLE) },
  rescuer: { profile: USER, roleArn: roleArn(OTHER_ROLE) },
  play,
  remedy: {
    en: `puts the same key policy again: the ARN of ${ROLE} now means the new role`,
    ja: `同じキーポリシーをもう一度設定する (${ROLE} の ARN は新しいロールを指すようになる)`,
  },
  repair: puttingBack(policy),
}

async function play(stage: Stage): Promise<boolean> {
  if (await playedKey(stage, KEY_ALIAS)) return false
  const trust = trusting({ AWS: userArn(USER) })
  const owner = await createUser(stage, USER, { IncidentAccess: incidentAccess(ROLE, OTHER_ROLE) })
  await createRole(stage, ROLE, trust)
  await createRole(stage, OTHER_ROLE, trust)
  const keyId = await createKey(stage, {
    alias: KEY_ALIAS,
    description: 'Encrypts the ledger',
    policy: keyPolicy(accountStatement, administratorStatement(ROLE, OTHER_ROLE)),
    does: {
      en: `creates the roles ${ROLE} and ${OTHER_ROLE}, and key ${KEY_ALIAS}`,
      ja: `ロール ${ROLE} と ${OTHER_ROLE}、およびキー ${KEY_ALIAS} を作成`,
    },
  })
  await putKeyPolicy(stage, stage.root, { keyId, policy })
  stage.tell({
    who: 'root',
    does: {
      en: 'puts a key policy for these two roles alone, bypassing the safety check',
      ja: 'この 2 つのロールだけのキーポリシーを設定 (安全性チェックはバイパス)',
    },
  })
  await new IAMClient(clientOptions(stage, stage.root)).send(
    new DeleteRoleCommand({ RoleName: ROLE }),
  )
  await createRole(stage, ROLE, trust)
  stage.tell({
    who: 'root',
    does: {
      en: `deletes the role ${ROLE}, and creates it again`,
      ja: `ロール ${ROLE} を削除し、もう一度作成`,
    },
  })
  const session = await assumeRole(stage, owner, roleArn(ROLE))
  await findLockedOut(stage, ROLE, session, { keyId, policy })
  return true
}
