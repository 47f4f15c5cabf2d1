// What a reader of the guides has in the folder where they type.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { blocksOf } from './blocks.ts'

const account = 'arn:aws:iam::111122223333'

const statement = (more: object) => ({ Effect: 'Allow', Action: 'kms:*', Resource: '*', ...more })
const policy = (...Statement: readonly object[]) => ({ Version: '2012-10-17', Statement })

const keyPolicy = policy(
  statement({ Sid: 'Enable IAM User Permissions', Principal: { AWS: `${account}:root` } }),
)
const administrators = statement({
  Sid: 'Administrators',
  Principal: { AWS: `${account}:role/Administrator` },
})

const FILES: Readonly<Record<string, object>> = {
  'key-policy.json': keyPolicy,
  'plan.json': keyPolicy,
  'policy.json': policy(...keyPolicy.Statement, administrators),
  'alice.json': policy(statement({})),
  'deploy.json': policy(statement({})),
  'scp.json': policy(statement({ Effect: 'Deny', Action: 'kms:PutKeyPolicy' })),
  'endpoint.json': policy(statement({ Principal: '*' })),
}

const REFUSAL =
  `User: ${account}:user/admin is not authorized to perform: kms:GetKeyPolicy on resource: ` +
  'arn:aws:kms:us-east-1:111122223333:key/1234abcd-12ab-34cd-56ef-1234567890ab because no ' +
  'resource-based policy allows the kms:GetKeyPolicy action'

export function makeFiles(folder: string): void {
  for (const [name, value] of Object.entries(FILES)) {
    writeFileSync(join(folder, name), JSON.stringify(value))
  }
  writeFileSync(join(folder, 'refusal.txt'), REFUSAL)
  // The case that the guide shows, on one line as it says.
  const shown = blocksOf('docs/guides/test-your-policies.md').find(
    ({ language }) => language === 'json',
  )
  const line = JSON.stringify(JSON.parse(shown?.text ?? 'null'))
  writeFileSync(join(folder, 'policies.jsonl'), `${line}\n`)
}
