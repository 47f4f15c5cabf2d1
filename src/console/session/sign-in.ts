import { AssumeRoleCommand } from '@aws-sdk/client-sts'
import { parseArn } from '../../base/arn.ts'
import {
  askCallerIdentity,
  connect,
  disconnect,
  type ConnectOptions,
  type Connection,
} from '../../doctor/index.ts'
import { consoleFailure } from '../fault.ts'
import { SignedIn, type Identity } from './signed-in.ts'

/** Credentials are good when STS knows them; needs no permission. */
export async function signInWith(
  options: ConnectOptions,
  facts: { readonly region: string; readonly by: string },
  before?: SignedIn,
): Promise<SignedIn> {
  const connection = connect({ ...options, region: facts.region })
  try {
    const identity = await identityOf(connection)
    return new SignedIn(connection, () => disconnect(connection), { identity, ...facts, before })
  } catch (thrown) {
    disconnect(connection)
    throw thrown
  }
}

async function identityOf(connection: Connection): Promise<Identity> {
  const caller = await askCallerIdentity(connection)
  if ('rejected' in caller) throw consoleFailure(caller.code, 'aws', caller)
  const { arn, account } = caller
  return { arn, account, name: nameOf(arn) }
}

/** The same person in another Region. */
export function inRegion(signedIn: SignedIn, region: string): SignedIn {
  const connection = connect({ ...signedIn.connection.options, region })
  const before = signedIn.back()
  const { identity, by } = signedIn
  return new SignedIn(connection, () => disconnect(connection), { identity, region, by, before })
}

/** `admin`, `Administrator/session`, `root`. */
function nameOf(arn: string): string {
  const [kind = '', ...rest] = parseArn(arn)?.resource.split('/') ?? []
  if (kind === 'assumed-role') return rest.join('/')
  return rest.at(-1) ?? kind
}

export const SESSION_NAME = 'sparekey-console'

/** The role, in the signed-in one's name; leaving it comes back to who assumed it. */
export async function assumeRole(signedIn: SignedIn, roleArn: string): Promise<SignedIn> {
  const command = new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: SESSION_NAME })
  const { Credentials: given } = await signedIn.connection.sts.send(command)
  const { AccessKeyId, SecretAccessKey, SessionToken } = given ?? {}
  if (!AccessKeyId || !SecretAccessKey || !SessionToken) {
    throw consoleFailure('InternalError', 'noCredentialsGiven', {})
  }
  const { profile: _profile, credentialsFile: _file, ...options } = signedIn.connection.options
  const credentials = {
    accessKeyId: AccessKeyId,
    secretAccessKey: SecretAccessKey,
    sessionToken: SessionToken,
  }
  const by = parseArn(roleArn)?.resource ?? roleArn
  return signInWith({ ...options, credentials }, { region: signedIn.region, by }, signedIn)
}
