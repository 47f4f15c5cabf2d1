import type { AnyOperation } from '../../operation.ts'
import type { KmsScope } from '../scope.ts'
import { CancelKeyDeletion } from './cancel-key-deletion.ts'
import { CreateAlias } from './create-alias.ts'
import { CreateGrant } from './create-grant.ts'
import { CreateKey } from './create-key.ts'
import { Decapsulate } from './decapsulate.ts'
import { Decrypt } from './decrypt.ts'
import { DeleteAlias } from './delete-alias.ts'
import { DeriveSharedSecret } from './derive-shared-secret.ts'
import { DescribeKey } from './describe-key.ts'
import { DisableKey } from './disable-key.ts'
import { EnableKey } from './enable-key.ts'
import { Encapsulate } from './encapsulate.ts'
import { Encrypt } from './encrypt.ts'
import { GenerateDataKey } from './generate-data-key.ts'
import { GenerateDataKeyPair } from './generate-data-key-pair.ts'
import { GenerateDataKeyPairWithoutPlaintext } from './generate-data-key-pair-without-plaintext.ts'
import { GenerateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts'
import { GenerateMac } from './generate-mac.ts'
import { GenerateRandom } from './generate-random.ts'
import { GetKeyPolicy } from './get-key-policy.ts'
import { GetPublicKey } from './get-public-key.ts'
import { ListAliases } from './list-aliases.ts'
import { ListGrants } from './list-grants.ts'
import { ListKeyPolicies } from './list-key-policies.ts'
import { ListKeys } from './list-keys.ts'
import { ListResourceTags } from './list-resource-tags.ts'
import { ListRetirableGrants } from './list-retirable-grants.ts'
import { PutKeyPolicy } from './put-key-policy.ts'
import { ReEncrypt } from './re-encrypt.ts'
import { RetireGrant } from './retire-grant.ts'
import { RevokeGrant } from './revoke-grant.ts'
import { ScheduleKeyDeletion } from './schedule-key-deletion.ts'
import { Sign } from './sign.ts'
import { TagResource } from './tag-resource.ts'
import { UntagResource } from './untag-resource.ts'
import { UpdateAlias } from './update-alias.ts'
import { UpdateKeyDescription } from './update-key-description.ts'
import { Verify } from './verify.ts'
import { VerifyMac } from './verify-mac.ts'

export const operations: Readonly<Record<string, AnyOperation<KmsScope>>> = {
  CancelKeyDeletion,
  CreateAlias,
  CreateGrant,
  CreateKey,
  Decapsulate,
  Decrypt,
  DeleteAlias,
  DeriveSharedSecret,
  DescribeKey,
  DisableKey,
  EnableKey,
  Encapsulate,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyPair,
  GenerateDataKeyPairWithoutPlaintext,
  GenerateDataKeyWithoutPlaintext,
  GenerateMac,
  GenerateRandom,
  GetKeyPolicy,
  GetPublicKey,
  ListAliases,
  ListGrants,
  ListKeyPolicies,
  ListKeys,
  ListResourceTags,
  ListRetirableGrants,
  PutKeyPolicy,
  ReEncrypt,
  RetireGrant,
  RevokeGrant,
  ScheduleKeyDeletion,
  Sign,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateKeyDescription,
  Verify,
  VerifyMac,
}
