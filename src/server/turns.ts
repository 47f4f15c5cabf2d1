// The requests of one connection, one after the other. Node hands over all that it has read of
// them at once: a client that says a thousand in one breath would have a thousand served before
// anybody else's next, and one that never reads would have its answers pile up here.

import type { ServerResponse } from 'node:http'
import type { Socket } from 'node:net'

type Start = () => void

interface Waiting {
  readonly starts: Start[]
  /** Whether the connection will be looked at when Node has handed over what it has read. */
  isWatched: boolean
}

/** While so many of a connection wait, no more of it is read. */
const waitingMax = 16

export class Turns {
  /** Connections that are being answered; undefined: nothing waits there. */
  readonly #busy = new Map<Socket, Waiting | undefined>()
  /** Those that have been answered since the event loop last came round. */
  readonly #answered: Socket[] = []
  readonly #followed = new WeakSet<Socket>()

  /**
   * Begins at once, unless the connection's last answer is still on its way: then when that is
   * given to the network, and everybody else has had a turn.
   */
  take({ req: { socket } }: ServerResponse, start: Start): void {
    if (this.#busy.has(socket)) return this.#wait(socket, start)
    this.#busy.set(socket, undefined)
    start()
  }

  /**
   * The answer was given to the network, or the connection is gone. An answer may be there before
   * Node has handed over the next request of what it has read: that one waits as well.
   */
  done({ req: { socket } }: ServerResponse): void {
    if (this.#answered.length === 0) setImmediate(() => this.#goOn())
    this.#answered.push(socket)
  }

  #goOn(): void {
    for (const socket of this.#answered.splice(0)) {
      const starts = this.#busy.get(socket)?.starts
      const next = starts?.shift()
      if (next && !socket.destroyed) {
        if (starts?.length === waitingMax - 1) socket.resume()
        next()
      } else this.#busy.delete(socket)
    }
  }

  #wait(socket: Socket, start: Start): void {
    let waiting = this.#busy.get(socket)
    if (!waiting) {
      waiting = { starts: [], isWatched: false }
      this.#busy.set(socket, waiting)
      this.#follow(socket)
    }
    waiting.starts.push(start)
    if (waiting.starts.length >= waitingMax) this.#pause(socket, waiting)
  }

  /** Nobody says of an answer that never had its turn that it will have none. */
  #follow(socket: Socket): void {
    if (this.#followed.has(socket)) return
    this.#followed.add(socket)
    socket.once('close', () => this.#busy.delete(socket))
  }

  /** Not at once: at the end of every request Node reads on by itself. */
  #pause(socket: Socket, waiting: Waiting): void {
    if (waiting.isWatched) return
    waiting.isWatched = true
    setImmediate(() => {
      waiting.isWatched = false
      if (waiting.starts.length >= waitingMax) socket.pause()
    })
  }
}
