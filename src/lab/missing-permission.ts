import { IAMClient, PutUserPolicyCommand } from '@aws-sdk/client-iam'
import { createKey, findLockedOut, playedKey } from './keys.ts'
import {
  accountStatement,
  allow,
  everyKey,
  incidentAccess,
  keyAdministration,
  keyPolicy,
  use,
  userArn,
} from './policies.ts'
import { createUser } from './principals.ts'
import { clientOptions, type Stage } from './stage.ts'
import type { Story } from './story.ts'

const KEY_ALIAS = 'alias/invoices'
const USER = 'invoice-admin'
const IAM_ADMIN = 'iam-admin'
const POLICY = 'KeyAccess'

/** IAM's half is missing: the key policy is as it should be. */
export const missingPermission: Story = {
  name: 'missing-permission',
  title: { en: 'The half of IAM is missing', ja: 'IAM 側の許可がない' },
  about: {
    en:
      'The key policy is as it should be. Somebody tidied the IAM policy of an administrator: it ' +
      'lets the key be used, and no longer be administered.',
    ja:
      'キーポリシーに問題はありません。管理者の IAM ポリシーが整理され、キーの使用だけが許可されて、管理は' +
      '許可されなくなりました。',
  },
  keyAlias: KEY_ALIAS,
  eventName: 'PutUserPolicy',
  lockedOut: { profile: USER },
  rescuer: { profile: IAM_ADMIN },
  play,
  remedy: {
    en: `puts the IAM policy ${POLICY} of ${USER} back, with the administration of keys`,
    ja: `${USER} の IAM ポリシー ${POLICY} を、キーの管理を許可する元の内容に戻す`,
  },
  repair: ({ iam }) => putUserPolicy(iam, keyAdministration),
}

async function play(stage: Stage): Promise<boolean> {
  if (await playedKey(stage, KEY_ALIAS)) return false
  const admin = await createUser(stage, USER, {
    [POLICY]: keyAdministration,
    IncidentAccess: incidentAccess(),
  })
  const iamAdmin = await createUser(stage, IAM_ADMIN, {
    UserPolicies: allow(['iam:PutUserPolicy'], userArn('*')),
    IncidentAccess: incidentAccess(),
  })
  const policy = keyPolicy(accountStatement)
  const keyId = await createKey(stage, {
    alias: KEY_ALIAS,
    description: 'Encrypts the invoices',
    policy,
    does: {
      en: `creates key ${KEY_ALIAS}, whose key policy leaves all to IAM`,
      ja: `すべてを IAM に任せるキーポリシーでキー ${KEY_ALIAS} を作成`,
    },
  })
  await putUserPolicy(new IAMClient(clientOptions(stage, iamAdmin)), allow(use, everyKey))
  stage.tell({
    who: iamAdmin.name,
    does: {
      en: `tidies the IAM policy ${POLICY} of ${USER}: using keys is left, administering is not`,
      ja: `${USER} の IAM ポリシー ${POLICY} を整理し、キーの使用だけを残して管理の許可を削除`,
    },
  })
  await findLockedOut(stage, admin.name, admin, { keyId, policy })
  return true
}

async function putUserPolicy(iam: IAMClient, document: object): Promise<void> {
  const PolicyDocument = JSON.stringify(document)
  const command = new PutUserPolicyCommand({ UserName: USER, PolicyName: POLICY, PolicyDocument })
  await iam.send(command)
}
