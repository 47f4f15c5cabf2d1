// The browsers that are let in. A link with a token lets in one browser, once; from then on a
// cookie tells that browser again, beside a second secret that scripts of the console alone hold:
// cookies know no ports, so that whatever else listens on this host is sent the cookie as well.

import type { World } from '../../base/world.ts'
import { limits } from '../limits.ts'
import { digestOf, isSecretOf, newSecret } from './secret.ts'
import { FailedSignIns } from '../session/failed-sign-ins.ts'
import type { SignedIn } from '../session/signed-in.ts'

export interface Visitor {
  /** Whom the browser speaks as; undefined until somebody signs in. */
  signedIn: SignedIn | undefined
  readonly failedSignIns: FailedSignIns
  readonly cameAtMs: number
}

/** What a browser is given when it is let in. */
export interface Pass {
  readonly cookie: string
  readonly pageSecret: string
}

interface Seen {
  readonly visitor: Visitor
  readonly cookie: Buffer
  readonly pageSecret: Buffer
  seenAtMs: number
}

export class Visitors {
  readonly #world: Pick<World, 'now' | 'randomBytes'>
  #token: Buffer | undefined
  #seen: readonly Seen[] = []

  constructor(world: Pick<World, 'now' | 'randomBytes'>) {
    this.#world = world
  }

  /** A token for the next browser. The one before it is worth nothing any more. */
  invite(): string {
    const token = newSecret(this.#world)
    this.#token = digestOf(token)
    return token
  }

  /** Undefined for a token that is not, or no longer, valid. */
  enter(token: string): Pass | undefined {
    if (this.#token === undefined || !isSecretOf(token, this.#token)) return undefined
    this.#token = undefined
    const pass = { cookie: newSecret(this.#world), pageSecret: newSecret(this.#world) }
    const nowMs = this.#world.now().getTime()
    const entered: Seen = {
      visitor: { signedIn: undefined, failedSignIns: new FailedSignIns(), cameAtMs: nowMs },
      cookie: digestOf(pass.cookie),
      pageSecret: digestOf(pass.pageSecret),
      seenAtMs: nowMs,
    }
    const others = this.#present()
    for (const one of others.slice(0, Math.max(0, others.length - limits.visitorsMax + 1))) {
      leave(one.visitor)
    }
    this.#seen = [...others.slice(-limits.visitorsMax + 1), entered]
    return pass
  }

  /** The browser of the cookie: enough for the page itself, which holds nothing of anybody. */
  isKnown(cookie: string): boolean {
    return this.#find(cookie) !== undefined
  }

  /** The browser of the cookie, asked for by a page of ours. */
  visitorOf(cookie: string, pageSecret: string): Visitor | undefined {
    const found = this.#find(cookie)
    if (found === undefined || !isSecretOf(pageSecret, found.pageSecret)) return undefined
    found.seenAtMs = this.#world.now().getTime()
    return found.visitor
  }

  /** Everybody out. */
  close(): void {
    for (const { visitor } of this.#seen) leave(visitor)
    this.#seen = []
    this.#token = undefined
  }

  #find(cookie: string): Seen | undefined {
    return this.#present().find((one) => isSecretOf(cookie, one.cookie))
  }

  /** Those whose time has not run out. */
  #present(): readonly Seen[] {
    const nowMs = this.#world.now().getTime()
    const isHere = ({ visitor: { cameAtMs }, seenAtMs }: Seen): boolean =>
      nowMs - seenAtMs < limits.idleMs && nowMs - cameAtMs < limits.absoluteMs
    for (const one of this.#seen) if (!isHere(one)) leave(one.visitor)
    this.#seen = this.#seen.filter(isHere)
    return this.#seen
  }
}

function leave(visitor: Visitor): void {
  visitor.signedIn?.leave()
  visitor.signedIn = undefined
}
