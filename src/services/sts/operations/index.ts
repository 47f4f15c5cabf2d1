// Every operation of STS that the stack answers.

import type { AnyOperation } from '../../operation.ts'
import type { StsScope } from '../scope.ts'
import { AssumeRole } from './assume-role.ts'
import { AssumeRoleWithSAML } from './assume-role-with-saml.ts'
import { AssumeRoleWithWebIdentity } from './assume-role-with-web-identity.ts'
import { DecodeAuthorizationMessage } from './decode-authorization-message.ts'
import { GetAccessKeyInfo } from './get-access-key-info.ts'
import { GetCallerIdentity } from './get-caller-identity.ts'
import { GetFederationToken } from './get-federation-token.ts'
import { GetSessionToken } from './get-session-token.ts'

export const operations: Readonly<Record<string, AnyOperation<StsScope>>> = {
  AssumeRole,
  AssumeRoleWithSAML,
  AssumeRoleWithWebIdentity,
  DecodeAuthorizationMessage,
  GetAccessKeyInfo,
  GetCallerIdentity,
  GetFederationToken,
  GetSessionToken,
}
