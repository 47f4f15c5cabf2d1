// Who calls when a service does, by what the headers of a root user's request say of it.

import type { AccountId } from '../base/account-id.ts'
import { parseAccountId } from '../base/account-id.ts'
import { parseArn } from '../base/arn.ts'
import type { Caller } from '../base/caller.ts'
import type { SignedPrincipal } from '../base/principal.ts'
import { serviceCallHeaders } from '../base/service-call-headers.ts'
import { hourMs } from '../base/sizes.ts'
import type { RequestHead } from '../aws/wire-request.ts'
import { headerOf } from '../aws/wire-request.ts'
import { signedPrincipal } from '../policy/index.ts'
import type { IamDirectory } from '../services/iam/api.ts'
import { assumedRoleArn } from '../services/iam/api.ts'

/** A caller, or what is wrong with the headers. */
export type ServiceCaller = { readonly caller: Caller } | { readonly fault: string }

type Headers = Pick<RequestHead, 'headers'>

interface Known {
  readonly directory: IamDirectory
  /** The account of the root user that signed. */
  readonly account: AccountId
  readonly now: Date
}

const SERVICE = /^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.amazonaws\.com$/

export function serviceCaller(name: string, request: Headers, known: Known): ServiceCaller {
  if (!SERVICE.test(name)) return { fault: `\`${name}\` is no service principal` }
  const sourceArn = headerOf(request, serviceCallHeaders.sourceArn)
  const sourceAccount = headerOf(request, serviceCallHeaders.sourceAccount)
  const onBehalfOf = headerOf(request, serviceCallHeaders.onBehalfOf)
  if (onBehalfOf === undefined) return inOwnName(name, { sourceArn, sourceAccount }, known)
  if (sourceArn !== undefined || sourceAccount !== undefined) {
    return { fault: 'a service names a source only where it calls in its own name' }
  }
  return inNameOf(onBehalfOf, name, known)
}

interface Source {
  readonly sourceArn: string | undefined
  readonly sourceAccount: string | undefined
}

function inOwnName(name: string, source: Source, { directory, account }: Known): ServiceCaller {
  const { sourceArn } = source
  const arn = sourceArn === undefined ? undefined : parseArn(sourceArn)
  if (sourceArn !== undefined && !arn) return { fault: `\`${sourceArn}\` is no ARN` }
  const named = source.sourceAccount ?? arn?.account
  const worksFor = named ? parseAccountId(named) : account
  if (!worksFor || !directory.accountExists(worksFor)) {
    return { fault: `the stack has no account \`${named ?? ''}\`` }
  }
  return {
    caller: {
      principal: { type: 'service', arn: name, account: undefined },
      account: worksFor,
      ...(sourceArn !== undefined && { sourceArn }),
      ...(source.sourceAccount !== undefined && { sourceAccount: worksFor }),
    },
  }
}

function inNameOf(arn: string, name: string, { directory, now }: Known): ServiceCaller {
  const principal = livingPrincipal(arn, directory)
  if (!principal) return { fault: `the stack has no principal \`${arn}\`` }
  const session = {
    createdAt: now,
    expiresAt: new Date(now.getTime() + hourMs),
    mfaAuthenticated: false,
  }
  const [service = ''] = name.split('.')
  return {
    caller: {
      principal,
      account: principal.account,
      ...(principal.type === 'assumedRole' && { session }),
      via: { service, invokedBy: name },
    },
  }
}

/** A user, a root user or a session of a role; of a bare role, a session of this name. */
const SESSION_NAME = 'sparekey'

function livingPrincipal(arn: string, directory: IamDirectory): SignedPrincipal | undefined {
  const { account = '', resource = '' } = parseArn(arn) ?? {}
  const [kind = '', roleName = '', sessionName] = resource.split('/')
  switch (kind) {
    case 'root':
      return directory.accountExists(account) ? signedPrincipal(arn) : undefined
    case 'user': {
      const uniqueId = directory.uniqueIdOf(arn)
      return uniqueId === undefined ? undefined : signedPrincipal(arn, { uniqueId })
    }
    case 'role':
      return roleSession(arn, SESSION_NAME, directory)
    case 'assumed-role': {
      const uniqueId = directory.roleIdOf(account, roleName)
      const roleArn = uniqueId && directory.arnOf(uniqueId)
      return roleArn && sessionName ? roleSession(roleArn, sessionName, directory) : undefined
    }
    default:
      return undefined
  }
}

function roleSession(
  roleArn: string,
  sessionName: string,
  directory: IamDirectory,
): SignedPrincipal | undefined {
  const role = directory.roleByArn(roleArn)
  if (!role) return undefined
  const { account, name, uniqueId, isServiceLinkedRole } = role
  return {
    type: 'assumedRole',
    arn: assumedRoleArn(account, name, sessionName),
    account,
    roleArn,
    sessionName,
    uniqueId,
    isServiceLinkedRole,
  }
}
