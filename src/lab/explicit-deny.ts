import { createKey, findLockedOut, playedKey, putKeyPolicy, puttingBack } from './keys.ts'
import {
  accountStatement,
  administratorStatement,
  allow,
  everyKey,
  incidentAccess,
  keyAdministration,
  keyPolicy,
  roleArn,
  trusting,
  userArn,
} from './policies.ts'
import { createRole, createUser } from './principals.ts'
import type { Stage } from './stage.ts'
import type { Story } from './story.ts'
import type { JsonObject } from '../base/json.ts'

const KEY_ALIAS = 'alias/archive'
const USER = 'archive-admin'
const ROLE = 'ArchiveKeeper'

const open = keyPolicy(accountStatement, administratorStatement(ROLE))

const denyOthers: JsonObject = {
  Sid: 'Deny everybody but the keeper',
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: ['kms:GetKeyPolicy', 'kms:PutKeyPolicy'],
  Resource: '*',
  Condition: { ArnNotEquals: { 'aws:PrincipalArn': roleArn(ROLE) } },
}

const closed = keyPolicy(accountStatement, administratorStatement(ROLE), denyOthers)

/** Everything allows it, and one statement denies. */
export const explicitDeny: Story = {
  name: 'explicit-deny',
  title: { en: 'One Deny against every Allow', ja: 'すべての Allow に優先する Deny' },
  about: {
    en:
      'The key policy lets the account in, and IAM allows everything. A statement was added that ' +
      `denies the key policy to everybody but the role ${ROLE}: a Deny wins over every Allow.`,
    ja:
      'キーポリシーはアカウントを許可し、IAM もすべてを許可しています。しかし、ロール ' +
      `${ROLE} 以外の全員にキーポリシーを拒否するステートメントが追加されました。Deny はすべての Allow に優先します。`,
  },
  keyAlias: KEY_ALIAS,
  eventName: 'PutKeyPolicy',
  lockedOut: { profile: USER },
  rescuer: { profile: USER, roleArn: roleArn(ROLE) },
  play,
  remedy: {
    en: 'puts the key policy back without the Deny',
    ja: 'Deny のない元のキーポリシーに戻す',
  },
  repair: puttingBack(open),
}

async function play(stage: Stage): Promise<boolean> {
  if (await playedKey(stage, KEY_ALIAS)) return false
  const admin = await createUser(stage, USER, {
    KeyAdministration: keyAdministration,
    IncidentAccess: incidentAccess(ROLE),
  })
  const auditor = await createUser(stage, 'hardening', {
    KeyPolicies: allow(['kms:PutKeyPolicy'], everyKey),
  })
  await createRole(stage, ROLE, trusting({ AWS: userArn(USER) }))
  const keyId = await createKey(stage, {
    alias: KEY_ALIAS,
    description: 'Encrypts the archive',
    policy: open,
    does: {
      en: `creates role ${ROLE}, and key ${KEY_ALIAS}, which it administers`,
      ja: `ロール ${ROLE} と、それが管理するキー ${KEY_ALIAS} を作成`,
    },
  })
  await putKeyPolicy(stage, auditor, { keyId, policy: closed })
  stage.tell({
    who: auditor.name,
    does: {
      en: `denies the key policy to everybody but ${ROLE}`,
      ja: `${ROLE} 以外の全員にキーポリシーの読み取りと変更を拒否`,
    },
  })
  await findLockedOut(stage, admin.name, admin, { keyId, policy: open })
  return true
}
