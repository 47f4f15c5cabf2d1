import { SecretBytes } from '../../base/secret-bytes.ts'
import type { SeedAccessKey } from '../../seed/format.ts'
import type { SeedPath } from '../../seed/problem.ts'
import { findAccessKey, newAccessKeyId, newSecretAccessKey } from '../../services/iam/api.ts'
import type { Identity } from './seed-identities.ts'
import { iamOf, type Seeder } from './seeder.ts'

/**
 * Access keys have a secret each, which its owner must learn: a profile of the credentials file
 * tells it. A key without a fixed id is the one that its profile names.
 */
export async function seedAccessKeys(
  seeder: Seeder,
  user: Identity,
  keys: readonly SeedAccessKey[],
): Promise<void> {
  for (const [index, key] of keys.entries()) {
    await seedAccessKey(seeder, user, key, [...user.path, 'accessKeys', index])
  }
}

async function seedAccessKey(
  seeder: Seeder,
  user: Identity,
  key: SeedAccessKey,
  path: SeedPath,
): Promise<void> {
  const name = key.profile ?? `${user.account}-${user.name}`
  if (seeder.profiles.some((profile) => profile.name === name)) {
    seeder.report(
      path,
      `the profile \`${name}\` is another access key’s: write another \`profile\``,
    )
    return
  }
  const given = await givenOrKnown(seeder, user, key, path, name)
  if (!given) return
  seeder.profiles.push({ name, ...given })
  if (key.status === undefined) return
  const input = { UserName: user.name, AccessKeyId: given.accessKeyId, Status: key.status }
  await seeder.act(iamOf(user.account), {
    operation: 'UpdateAccessKey',
    input,
    on: `${user.arn} ${given.accessKeyId}`,
    path,
  })
}

interface KeyPair {
  readonly accessKeyId: string
  readonly secretAccessKey: string
}

/** The one that is there, or a new one. */
async function givenOrKnown(
  seeder: Seeder,
  user: Identity,
  key: SeedAccessKey,
  path: SeedPath,
  profile: string,
): Promise<KeyPair | undefined> {
  const { world, sealer } = seeder.house
  const known = key.accessKeyId ?? seeder.credentials.accessKeyIds.get(profile)
  const found = known === undefined ? undefined : findAccessKey(seeder.draft, sealer, known)
  const isTheirs =
    found?.principal.type === 'user' &&
    found.principal.account === user.account &&
    found.principal.userName.toLowerCase() === user.name.toLowerCase()
  if (known !== undefined && found && isTheirs) {
    const secretAccessKey = found.secret.use((bytes) => Buffer.from(bytes).toString('ascii'))
    if (isOtherSecret(key, secretAccessKey)) {
      seeder.report(path, `\`${known}\` has another secret, which cannot be changed`)
      return undefined
    }
    return { accessKeyId: known, secretAccessKey }
  }
  if (key.accessKeyId !== undefined && found) {
    seeder.report(path, `\`${key.accessKeyId}\` is an access key of \`${found.principal.arn}\``)
    return undefined
  }
  const fresh = {
    accessKeyId: key.accessKeyId ?? newAccessKeyId(world, 'AKIA', user.account),
    secretAccessKey: key.insecureSecretAccessKey ?? newSecretAccessKey(world),
  }
  return (await make(seeder, user, key, fresh, path)) ? fresh : undefined
}

function make(
  seeder: Seeder,
  user: Identity,
  key: SeedAccessKey,
  chosen: KeyPair,
  path: SeedPath,
): Promise<boolean> | boolean {
  if (key.insecureSecretAccessKey === undefined && !seeder.credentials.areWritten) {
    seeder.report(
      path,
      'nobody would learn the random secret: serve without --no-credentials-file, or write ' +
        '`accessKeyId` and `insecureSecretAccessKey`',
    )
    return false
  }
  return seeder.act(iamOf(user.account), {
    operation: 'CreateAccessKey',
    input: { UserName: user.name },
    on: `${user.arn} ${chosen.accessKeyId}`,
    path,
    chosen,
  })
}

function isOtherSecret({ insecureSecretAccessKey }: SeedAccessKey, known: string): boolean {
  if (insecureSecretAccessKey === undefined) return false
  const [wanted, has] = [insecureSecretAccessKey, known].map(
    (text) => new SecretBytes(Buffer.from(text)),
  )
  return !wanted || !has || !wanted.equals(has)
}
