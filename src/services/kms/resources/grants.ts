import { accountRootArn } from '../../../base/arn.ts'
import type { AwsError } from '../../../aws/errors.ts'
import type { Grant } from '../../../policy/index.ts'
import { change } from '../../../store/store.ts'
import type { Change, PageRequest, Row } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import { LimitExceededException, NotFoundException } from '../errors.ts'
import { limits } from '../limits.ts'
import { everyRow } from '../paging.ts'
import { boundNamesOf } from '../policies/bound-principal.ts'
import type { GrantCountRow, GrantParty, GrantRow, KeyPlace } from '../tables.ts'
import {
  granteeIndexKey,
  grantCounts,
  grantRowId,
  grants,
  keyRowId,
  retiringIndexKey,
  retryIndexKey,
} from '../tables.ts'
import { constraintsInForce } from './grant-constraints.ts'
import { keyArn } from './key-id.ts'

/** What CreateGrant is told of a grant. */
export type GrantTerms = Omit<GrantRow, keyof KeyPlace | 'grantId' | 'createdAt' | 'issuingAccount'>

export const isGrantId = (text: string): boolean => /^[0-9a-f]{64}$/.test(text)

/** The grants as one request sees them. */
export class Grants {
  readonly #request: RequestScope

  constructor(request: RequestScope) {
    this.#request = request
  }

  /** What authorization has to know: the grants on the key that speak of the caller. */
  ofCaller(key: KeyPlace): readonly Grant[] {
    const { caller, store } = this.#request
    if (!this.#count(key)) return []
    return boundNamesOf(caller.principal).flatMap((name) => {
      const index = granteeIndexKey(key, name)
      const rows = everyRow((request) => store.find(grants, 'grantee', index, request))
      return [...rows.map((row) => grantInForce(row.value))]
    })
  }

  find(key: KeyPlace, grantId: string): Row<GrantRow> | undefined {
    // A GrantId may be any text, and not every text can be a row's id.
    if (!isGrantId(grantId)) return undefined
    return this.#request.store.get(grants, grantRowId({ ...key, grantId }))
  }

  /** In the order of ids; `grantee` as it is bound. */
  ofKey(key: KeyPlace, request: PageRequest, grantee?: string): readonly Row<GrantRow>[] {
    const { store } = this.#request
    if (grantee === undefined) {
      return store.page(grants, { ...request, prefix: `${keyRowId(key)}/` })
    }
    return store.find(grants, 'grantee', granteeIndexKey(key, grantee), request)
  }

  /** Those of the Region, on whichever account's keys. */
  ofRetiring(retiring: GrantParty, request: PageRequest): readonly Row<GrantRow>[] {
    const { store, region, account } = this.#request
    const index = retiringIndexKey({ region, issuingAccount: account }, retiring)
    return store.find(grants, 'retiring', index, request)
  }

  /** A new grant, or with a name the one that was made on the same terms. */
  create(
    key: KeyPlace,
    terms: GrantTerms,
  ): { readonly grant: GrantRow; readonly changes: readonly Change[] } {
    const { account, region, keyId } = key
    const wanted = { account, region, keyId, issuingAccount: this.#request.account, ...terms }
    const same = this.#sameNamed(wanted)
    if (same) return { grant: same, changes: [] }
    const usage = this.#count(key)?.value.grants ?? 0
    if (usage >= limits.grantsPerKeyMax) throw tooManyGrants(usage)
    const { world, now } = this.#request
    const grantId = Buffer.from(world.randomBytes(32)).toString('hex')
    const grant: GrantRow = { ...wanted, grantId, createdAt: now.toISOString() }
    const made = change(grants, grantRowId(grant), undefined, grant)
    return { grant, changes: [made, this.#recount(key, usage + 1)] }
  }

  remove(grant: Row<GrantRow>): readonly Change[] {
    const usage = this.#count(grant.value)?.value.grants ?? 0
    return [change(grants, grant.id, grant, undefined), this.#recount(grant.value, usage - 1)]
  }

  #sameNamed(wanted: Omit<GrantRow, 'grantId' | 'createdAt'>): GrantRow | undefined {
    if (wanted.name === undefined) return undefined
    const index = retryIndexKey(wanted)
    return this.#request.store.find(grants, 'retry', index, { limit: 1 })[0]?.value
  }

  #count(key: KeyPlace): Row<GrantCountRow> | undefined {
    return this.#request.store.get(grantCounts, keyRowId(key))
  }

  #recount(key: KeyPlace, usage: number): Change {
    const count = usage === 0 ? undefined : { grants: usage }
    return change(grantCounts, keyRowId(key), this.#count(key), count)
  }
}

/** The grant as authorization takes it. */
export const grantInForce = (grant: GrantRow): Grant => ({
  grantId: grant.grantId,
  keyArn: keyArn(grant),
  granteePrincipal: grant.grantee.id,
  ...(grant.retiring && { retiringPrincipal: grant.retiring.id }),
  issuingAccount: accountRootArn(grant.issuingAccount),
  operations: grant.operations,
  constraints: constraintsInForce(grant.constraints),
})

/** The sentence is an emulator's: AWS's is not known, its code is (moto#5411). */
export const grantNotFound = (grantId: string): AwsError =>
  NotFoundException(`Grant ID ${grantId} not found`)

/** The sentence is ours, after those of the other quotas: AWS's is not known. */
const tooManyGrants = (usage: number) =>
  LimitExceededException(
    `Grants per key quota for this account in this region is ${limits.grantsPerKeyMax}, ` +
      `current usage is ${usage}.`,
  )
