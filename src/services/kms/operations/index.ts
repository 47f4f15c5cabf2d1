import type { AnyOperation } from '../../operation.ts'
import type { KmsScope } from '../scope.ts'
import { CancelKeyDeletion } from './cancel-key-deletion.ts'
import { ConnectCustomKeyStore } from './connect-custom-key-store.ts'
import { CreateAlias } from './create-alias.ts'
import { CreateCustomKeyStore } from './create-custom-key-store.ts'
import { CreateGrant } from './create-grant.ts'
import { CreateKey } from './create-key.ts'
import { Decrypt } from './decrypt.ts'
import { DeleteAlias } from './delete-alias.ts'
import { DeleteCustomKeyStore } from './delete-custom-key-store.ts'
import { DescribeCustomKeyStores } from './describe-custom-key-stores.ts'
import { DescribeKey } from './describe-key.ts'
import { DisableKey } from './disable-key.ts'
import { DisconnectCustomKeyStore } from './disconnect-custom-key-store.ts'
import { EnableKey } from './enable-key.ts'
import { Encrypt } from './encrypt.ts'
import { GenerateDataKey } from './generate-data-key.ts'
import { GenerateDataKeyWithoutPlaintext } from './generate-data-key-without-plaintext.ts'
import { GenerateRandom } from './generate-random.ts'
import { GetKeyPolicy } from './get-key-policy.ts'
import { ListAliases } from './list-aliases.ts'
import { ListGrants } from './list-grants.ts'
import { ListKeyPolicies } from './list-key-policies.ts'
import { ListKeys } from './list-keys.ts'
import { ListResourceTags } from './list-resource-tags.ts'
import { ListRetirableGrants } from './list-retirable-grants.ts'
import { PutKeyPolicy } from './put-key-policy.ts'
import { ReEncrypt } from './re-encrypt.ts'
import { ReplicateKey } from './replicate-key.ts'
import { RetireGrant } from './retire-grant.ts'
import { RevokeGrant } from './revoke-grant.ts'
import { ScheduleKeyDeletion } from './schedule-key-deletion.ts'
import { TagResource } from './tag-resource.ts'
import { UntagResource } from './untag-resource.ts'
import { UpdateAlias } from './update-alias.ts'
import { UpdateCustomKeyStore } from './update-custom-key-store.ts'
import { UpdateKeyDescription } from './update-key-description.ts'
import { UpdatePrimaryRegion } from './update-primary-region.ts'

export const operations: Readonly<Record<string, AnyOperation<KmsScope>>> = {
  CancelKeyDeletion,
  ConnectCustomKeyStore,
  CreateAlias,
  CreateCustomKeyStore,
  CreateGrant,
  CreateKey,
  Decrypt,
  DeleteAlias,
  DeleteCustomKeyStore,
  DescribeCustomKeyStores,
  DescribeKey,
  DisableKey,
  DisconnectCustomKeyStore,
  EnableKey,
  Encrypt,
  GenerateDataKey,
  GenerateDataKeyWithoutPlaintext,
  GenerateRandom,
  GetKeyPolicy,
  ListAliases,
  ListGrants,
  ListKeyPolicies,
  ListKeys,
  ListResourceTags,
  ListRetirableGrants,
  PutKeyPolicy,
  ReEncrypt,
  ReplicateKey,
  RetireGrant,
  RevokeGrant,
  ScheduleKeyDeletion,
  TagResource,
  UntagResource,
  UpdateAlias,
  UpdateCustomKeyStore,
  UpdateKeyDescription,
  UpdatePrimaryRegion,
}
