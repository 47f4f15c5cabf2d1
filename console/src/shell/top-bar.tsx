import TopNavigation, {
  type TopNavigationProps,
} from '@cloudscape-design/components/top-navigation'
import { useState } from 'react'
import { call } from '../api/call.ts'
import { useSession, type Session } from '../api/session.ts'
import { linkTo } from '../routes/location.ts'
import { useWords } from '../words/words.ts'
import { PlaceStrip } from './place-strip.tsx'
import { setPreferences, usePreferences, type Language, type Theme } from './preferences.ts'
import { REGIONS } from './regions.ts'
import { RoleDialog } from './role-dialog.tsx'

/** Over every page: who is signed in where, and how the page is shown. */
export function TopBar() {
  const { session, setSession } = useSession()
  const [isSwitching, setSwitching] = useState(false)
  const words = useWords()
  const settle = (name: string, input: object = {}): void => {
    // What keeps it from being done is told by the page that asks next.
    call<Session>(name, input).then(setSession, () => undefined)
  }
  const utilities = [
    ...languageAndTheme(words, usePreferences()),
    ...(session.signedIn ? [regionMenu(session.signedIn.region, words, settle)] : []),
    ...(session.signedIn
      ? [personMenu(session.signedIn, words, { settle, switchRole: () => setSwitching(true) })]
      : []),
  ]
  return (
    <div id="top-bar">
      <TopNavigation
        identity={{
          href: linkTo(['keys']),
          title: 'Sparekey',
          logo: { src: '/icon.svg', alt: '' },
        }}
        utilities={utilities}
      />
      <PlaceStrip />
      {isSwitching && <RoleDialog close={() => setSwitching(false)} />}
    </div>
  )
}

/** Each in its own language. */
const LANGUAGES = { en: 'English', ja: '日本語' } as const

type Words = ReturnType<typeof useWords>
type Settle = (name: string, input?: object) => void

function languageAndTheme(
  { language: languageLabel, theme: themeLabel, themes }: Words,
  { language, theme }: ReturnType<typeof usePreferences>,
): readonly TopNavigationProps.Utility[] {
  const themeItems = (['light', 'dark', 'system'] as const).map((id) => ({
    id,
    text: themes[id],
    ...(id === theme && { iconName: 'check' as const }),
  }))
  return [
    {
      type: 'menu-dropdown',
      text: LANGUAGES[language],
      // What is seen is part of what is heard: who speaks to the browser says it.
      ariaLabel: `${languageLabel}: ${LANGUAGES[language]}`,
      iconName: 'globe' as const,
      items: Object.entries(LANGUAGES).map(([id, text]) => ({ id, text })),
      onItemClick: ({ detail }) => setPreferences({ language: detail.id as Language }),
    },
    {
      type: 'menu-dropdown',
      iconName: 'settings',
      ariaLabel: themeLabel,
      title: themeLabel,
      items: themeItems,
      onItemClick: ({ detail }) => setPreferences({ theme: detail.id as Theme }),
    },
  ]
}

function regionMenu(region: string, words: Words, settle: Settle): TopNavigationProps.Utility {
  return {
    type: 'menu-dropdown',
    text: region,
    ariaLabel: `${words.region}: ${region}`,
    items: REGIONS.map((id) => ({ id, text: id })),
    onItemClick: ({ detail }) => settle('change-region', { region: detail.id }),
  }
}

function personMenu(
  { arn, account, name, before }: NonNullable<Session['signedIn']>,
  { person }: Words,
  { settle, switchRole }: { readonly settle: Settle; readonly switchRole: () => void },
): TopNavigationProps.Utility {
  const last = before.at(-1)
  return {
    type: 'menu-dropdown',
    text: `${name} @ ${account}`,
    iconName: 'user-profile',
    description: arn,
    items: [
      { id: 'switch', text: person.assumeRole },
      { id: 'other', text: person.switchAccount, href: linkTo(['sign-in']) },
      ...(last === undefined ? [] : [{ id: 'leave', text: person.leaveRole(last) }]),
      { id: 'out', text: person.signOut },
    ],
    onItemClick: ({ detail }) => {
      if (detail.id === 'switch') switchRole()
      if (detail.id === 'leave') settle('leave-role')
      if (detail.id === 'out') settle('sign-out')
    },
  }
}
