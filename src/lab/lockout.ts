import { KMSClient, PutKeyPolicyCommand } from '@aws-sdk/client-kms'
import { createKey, findLockedOut, playedKey, putKeyPolicy, puttingBack } from './keys.ts'
import { consoleKeyPolicy, narrowedKeyPolicy } from './lockout-policies.ts'
import {
  allow,
  everyKey,
  incidentAccess,
  keyAdministration,
  roleArn,
  trusting,
  userArn,
} from './policies.ts'
import { createRole, createUser } from './principals.ts'
import { refusedStep } from './refused-step.ts'
import { clientOptions, type Profile, type Stage } from './stage.ts'
import type { Story } from './story.ts'

const KEY_ALIAS = 'alias/payroll'

/** The lockout of the knowledge centre's article. */
export const lockout: Story = {
  name: 'lockout',
  title: {
    en: 'The lockout of the article',
    ja: 'ナレッジセンターの記事のロックアウト',
  },
  about: {
    en:
      'A deployment took the statement "Enable IAM User Permissions" out of the key policy, over ' +
      'the safety check of KMS. IAM policies do not count any more: an administrator can neither ' +
      'read nor change the key policy.',
    ja:
      'デプロイがキーポリシーから「Enable IAM User Permissions」ステートメントを削除しました (KMS の' +
      '安全性チェックはバイパス)。IAM ポリシーは効かなくなり、管理者はキーポリシーを読むことも変更する' +
      'こともできません。',
  },
  keyAlias: KEY_ALIAS,
  eventName: 'PutKeyPolicy',
  lockedOut: { profile: 'admin' },
  rescuer: { profile: 'admin', roleArn: roleArn('Administrator') },
  play: playLockout,
  remedy: {
    en: 'puts the key policy back as it was, with the statement of the account',
    ja: 'アカウントのステートメントを含む元のキーポリシーに戻す',
  },
  repair: puttingBack(consoleKeyPolicy),
}

/**
 * Plays a key lockout by API calls only, so that every event of it is real: a key with the
 * console's policy, a deployment that removes the account's statement in spite of the safety
 * check, and an administrator who can neither read nor change the key policy any more.
 */
async function playLockout(stage: Stage): Promise<boolean> {
  if (await playedKey(stage, KEY_ALIAS)) return false
  const { admin, deployer } = await createPrincipals(stage)
  const keyId = await createKey(stage, {
    alias: KEY_ALIAS,
    description: 'Encrypts the payroll',
    policy: consoleKeyPolicy,
    does: {
      en: `creates key ${KEY_ALIAS}, which Administrator administers, as the console does`,
      ja: `Administrator が管理するキー ${KEY_ALIAS} をコンソールと同じように作成`,
    },
  })
  await removeAccountStatement(stage, deployer, keyId)
  await findLockedOut(stage, admin.name, admin, { keyId, policy: consoleKeyPolicy })
  return true
}

async function createPrincipals(stage: Stage): Promise<{ admin: Profile; deployer: Profile }> {
  const admin = await createUser(stage, 'admin', {
    KeyAdministration: keyAdministration,
    ...(stage.bare ? {} : { IncidentAccess: incidentAccess('Administrator') }),
  })
  const deployer = await createUser(stage, 'deployer', {
    KeyDeployment: allow(['kms:PutKeyPolicy'], everyKey),
  })
  await createRole(stage, 'Administrator', trusting({ AWS: userArn('admin') }))
  await createRole(stage, 'PayrollApp', trusting({ Service: 'ec2.amazonaws.com' }))
  stage.tell({
    who: 'root',
    does: {
      en: 'creates role Administrator, which user admin may assume',
      ja: 'ユーザー admin が引き受けられるロール Administrator を作成',
    },
  })
  return { admin, deployer }
}

async function removeAccountStatement(
  stage: Stage,
  deployer: Profile,
  keyId: string,
): Promise<void> {
  const kms = new KMSClient(clientOptions(stage, deployer))
  const Policy = JSON.stringify(narrowedKeyPolicy, undefined, 2)
  const puts = {
    en: 'puts a key policy without "Enable IAM User Permissions"',
    ja: '「Enable IAM User Permissions」のないキーポリシーを設定',
  }
  await refusedStep(stage, deployer.name, puts, {
    code: 'MalformedPolicyDocumentException',
    call: () => kms.send(new PutKeyPolicyCommand({ KeyId: keyId, Policy })),
  })
  await putKeyPolicy(stage, deployer, { keyId, policy: narrowedKeyPolicy })
  const does = {
    en: `${puts.en}, bypassing the safety check: taken`,
    ja: `${puts.ja} (安全性チェックをバイパスし、受け付けられた)`,
  }
  stage.tell({ who: deployer.name, does })
}
