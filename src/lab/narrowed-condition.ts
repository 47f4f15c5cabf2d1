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

const KEY_ALIAS = 'alias/reports'
const USER = 'reports-admin'
const ROLE = 'ReportsAdministrator'

/** Nobody has it from here: the addresses are those that documentation uses. */
const OFFICE = '203.0.113.0/24'

const wide = keyPolicy(accountStatement, administratorStatement(ROLE))
const narrow = keyPolicy(
  { ...accountStatement, Condition: { IpAddress: { 'aws:SourceIp': OFFICE } } },
  administratorStatement(ROLE),
)

/** The statement of the account is there, under a condition that is not met. */
export const narrowedCondition: Story = {
  name: 'narrowed-condition',
  title: { en: 'A condition nobody meets', ja: '満たされない条件' },
  about: {
    en:
      'The statement "Enable IAM User Permissions" is still in the key policy. ' +
      `A condition was added to it: requests must come from ${OFFICE}, which is the old office.`,
    ja:
      'キーポリシーに「Enable IAM User Permissions」ステートメントは残っていますが、' +
      `条件が追加され、リクエストは ${OFFICE} (以前のオフィス) から` +
      'でなければなりません。',
  },
  keyAlias: KEY_ALIAS,
  eventName: 'PutKeyPolicy',
  lockedOut: { profile: USER },
  rescuer: { profile: USER, roleArn: roleArn(ROLE) },
  play,
  remedy: {
    en: 'puts the key policy back without the condition',
    ja: '条件のない元のキーポリシーに戻す',
  },
  repair: puttingBack(wide),
}

async function play(stage: Stage): Promise<boolean> {
  if (await playedKey(stage, KEY_ALIAS)) return false
  const admin = await createUser(stage, USER, {
    KeyAdministration: keyAdministration,
    IncidentAccess: incidentAccess(ROLE),
  })
  const guard = await createUser(stage, 'network-guard', {
    KeyPolicies: allow(['kms:PutKeyPolicy'], everyKey),
  })
  await createRole(stage, ROLE, trusting({ AWS: userArn(USER) }))
  const keyId = await createKey(stage, {
    alias: KEY_ALIAS,
    description: 'Encrypts the reports',
    policy: wide,
    does: {
      en: `creates role ${ROLE}, and key ${KEY_ALIAS}, which it administers`,
      ja: `ロール ${ROLE} と、それが管理するキー ${KEY_ALIAS} を作成`,
    },
  })
  await putKeyPolicy(stage, guard, { keyId, policy: narrow })
  stage.tell({
    who: guard.name,
    does: {
      en: `lets the statement of the account count for requests from ${OFFICE} alone`,
      ja: `アカウントのステートメントを ${OFFICE} からのリクエストだけに限定`,
    },
  })
  await findLockedOut(stage, admin.name, admin, { keyId, policy: wide })
  return true
}
