import type { Operation } from '../../operation.ts'
import type { DescribeKeyInput, DescribeKeyOutput } from '../model.ts'
import { onKey } from '../questions.ts'
import { requireGrantTokens } from '../resources/grant-tokens.ts'
import { keyMetadata } from '../resources/key-metadata.ts'
import { existing } from '../resources/keys.ts'
import type { KmsScope } from '../scope.ts'

/**
 * Tells about a key all but its policy, aliases and tags. Works across accounts.
 *
 * https://docs.aws.amazon.com/kms/latest/APIReference/API_DescribeKey.html
 */
export const DescribeKey: Operation<KmsScope, DescribeKeyInput, DescribeKeyOutput> = {
  readOnly: true,
  questions({ KeyId, GrantTokens }, scope) {
    requireGrantTokens(GrantTokens, scope)
    return [onKey('kms:DescribeKey', scope.keys.findByAnyName(KeyId), scope)]
  },
  perform({ KeyId }, { keys }) {
    const key = existing(keys.findByAnyName(KeyId))
    return { output: { KeyMetadata: keyMetadata(key, keys.relatedTo(key)) } }
  },
}
