import type { AnyOperation } from '../../operation.ts'
import type { KmsScope } from '../scope.ts'
import { CreateAlias } from './create-alias.ts'
import { CreateKey } from './create-key.ts'
import { Decrypt } from './decrypt.ts'
import { DeleteAlias } from './delete-alias.ts'
import { DescribeKey } from './describe-key.ts'
import { Encrypt } from './encrypt.ts'
import { GetKeyPolicy } from './get-key-policy.ts'
import { ListAliases } from './list-aliases.ts'
import { ListKeyPolicies } from './list-key-policies.ts'
import { ListKeys } from './list-keys.ts'
import { PutKeyPolicy } from './put-key-policy.ts'

export const operations: Readonly<Record<string, AnyOperation<KmsScope>>> = {
  CreateAlias,
  CreateKey,
  Decrypt,
  DeleteAlias,
  DescribeKey,
  Encrypt,
  GetKeyPolicy,
  ListAliases,
  ListKeyPolicies,
  ListKeys,
  PutKeyPolicy,
}
