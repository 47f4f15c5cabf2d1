import type { IamKind } from './iam-lists.ts'

export type IamTab = 'permissions' | 'access' | 'trust' | 'keys' | 'groups' | 'members'

/** The tabs of each kind, the first one being shown unless another is asked for. */
const TABS: Readonly<Record<IamKind, readonly IamTab[]>> = {
  users: ['permissions', 'access', 'keys', 'groups'],
  roles: ['permissions', 'access', 'trust'],
  groups: ['permissions', 'members'],
  policies: ['permissions'],
}

export const tabsOf = (kind: IamKind): readonly IamTab[] => TABS[kind]

export const iamTab = (kind: IamKind, text: string): IamTab | undefined =>
  TABS[kind].find((tab) => tab === text)
