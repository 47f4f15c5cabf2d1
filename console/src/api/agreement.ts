// On AWS itself the server asks for every change to be agreed to, by the account's id. Whoever
// called does not notice: the call goes on when the person has agreed.

/** Asks the person; the account that was typed, or undefined. */
type AskPerson = (what: string) => Promise<string | undefined>

let askPerson: AskPerson = () => Promise.resolve(undefined)

export function setAskPerson(ask: AskPerson): void {
  askPerson = ask
}

export const agreedAccount: AskPerson = (what) => askPerson(what)
