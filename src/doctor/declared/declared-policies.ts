import { isJsonObject } from '../../base/json.ts'
import { parseArn } from '../../base/arn.ts'
import { doctorFailure } from '../failure.ts'
import { cloudFormationPolicies } from './cloud-formation.ts'
import type { DeclaredPolicy } from './declared-policy.ts'
import { readSource } from './source-text.ts'
import { terraformPolicies } from './terraform.ts'

/** The policies that a file declares for this key, or may. `name`: the file's, for the failure. */
export function declaredPolicies(
  name: string,
  text: string,
  keyArn: string,
): readonly DeclaredPolicy[] {
  const { account = '', region = '', partition = 'aws', resource = '' } = parseArn(keyArn) ?? {}
  const key = { arn: keyArn, keyId: resource.slice('key/'.length), account, region, partition }
  const { value: json } = readSource(name, text)
  const found = isJsonObject(json)
    ? (terraformPolicies(json, key) ?? cloudFormationPolicies(json, key))
    : undefined
  if (found !== undefined) return found
  throw doctorFailure('noState', { name }, { lines: ['terraform show -json > state.json'] })
}
