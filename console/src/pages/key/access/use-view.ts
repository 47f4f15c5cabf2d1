import { linkTo, replacePlace, usePlace } from '../../../routes/location.ts'

/** What the link says of the view. */
export interface AccessViewState {
  readonly isGraph: boolean
  /** Also those who can do nothing. */
  readonly all: boolean
  readonly find: string
  /** Whose access is explained. */
  readonly principal: string
  readonly action: string
  readonly change: (to: Readonly<Record<string, string>>) => void
}

export function useView(keyId: string): AccessViewState {
  const { query } = usePlace()
  return {
    isGraph: query.get('view') === 'graph',
    all: query.get('all') === 'yes',
    find: query.get('find') ?? '',
    principal: query.get('principal') ?? '',
    action: query.get('action') ?? 'kms:PutKeyPolicy',
    change: (to) =>
      replacePlace(linkTo(['keys', keyId, 'access'], { ...Object.fromEntries(query), ...to })),
  }
}
