/** What is shown of a key, in the order of the tabs. */
export const KEY_TABS = [
  'policy',
  'access',
  'history',
  'grants',
  'aliases',
  'rotation',
  'tags',
] as const
export type KeyTab = (typeof KEY_TABS)[number]

export const isKeyTab = (text: string): text is KeyTab => KEY_TABS.some((tab) => tab === text)
