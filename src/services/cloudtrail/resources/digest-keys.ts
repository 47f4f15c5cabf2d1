// The key pair of a Region, with which its digests are signed. It is made when it is first needed.

import type { DigestKeyPair, DigestSigner } from '../../../audit/trail/digest-signer.ts'
import { digestSigner, newDigestKeyPair } from '../../../audit/trail/digest-signer.ts'
import { dayMs } from '../../../base/sizes.ts'
import type { SealBinding } from '../../../crypto/seal.ts'
import { change } from '../../../store/store.ts'
import type { Change } from '../../../store/store.ts'
import type { RequestScope } from '../../operation.ts'
import type { DigestKeyRow } from '../tables.ts'
import { digestKeys } from '../tables.ts'

/** UNLIKE AWS: a Region keeps the key pair of its digests for good. AWS's expire and change. */
const validDays = 100 * 365

const signers = new WeakMap<DigestKeyRow, DigestSigner>()

/** What it takes of a request, or of what the server does by itself. */
type Scope = Pick<RequestScope, 'store' | 'sealer' | 'region'>

export class DigestKeys {
  readonly #scope: Scope

  constructor(scope: Scope) {
    this.#scope = scope
  }

  /** Undefined: the Region has none yet. */
  get row(): DigestKeyRow | undefined {
    return this.#scope.store.get(digestKeys, this.#scope.region)?.value
  }

  /** Opened once: kept no longer than the store keeps the row. */
  signer(): DigestSigner | undefined {
    const { row } = this
    if (!row) return undefined
    const known = signers.get(row)
    if (known) return known
    const signer = digestSigner(this.#scope.sealer.open(row.sealedPrivateKey, this.#binding()))
    signers.set(row, signer)
    return signer
  }

  /** Slow: a new key pair, if the Region has none. */
  async prepare(): Promise<DigestKeyPair | undefined> {
    return this.row ? undefined : newDigestKeyPair()
  }

  /**
   * Makes a prepared pair the Region's, unless another has become it meanwhile. It is valid from
   * the start of the oldest digest that it is to sign.
   */
  keep(pair: DigestKeyPair | undefined, validFrom: Date): readonly Change[] {
    if (!pair || this.row) return []
    const { region, sealer } = this.#scope
    const row: DigestKeyRow = {
      fingerprint: pair.fingerprint,
      publicKey: Buffer.from(pair.publicKey).toString('base64'),
      sealedPrivateKey: sealer.seal(pair.privateKey, this.#binding()),
      validFrom: validFrom.toISOString(),
      validUntil: new Date(validFrom.getTime() + validDays * dayMs).toISOString(),
    }
    return [change(digestKeys, region, undefined, row)]
  }

  #binding(): SealBinding {
    return { table: digestKeys.name, id: this.#scope.region, generation: 1 }
  }
}
