declare const accountBrand: unique symbol
/** Twelve digits. */
export type AccountId = string & { readonly [accountBrand]: true }

const ACCOUNT_ID = /^\d{12}$/

export function isAccountId(text: string): text is AccountId {
  return ACCOUNT_ID.test(text)
}

export function parseAccountId(text: string): AccountId | undefined {
  return isAccountId(text) ? text : undefined
}
