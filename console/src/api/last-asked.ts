// When this browser last asked the console anything, in whichever of its tabs: what the server
// counts from before it lets nobody in any more.

const PLACE = 'sparekey-asked-at'

export const noteAsked = (): void => localStorage.setItem(PLACE, String(Date.now()))

export const lastAskedMs = (): number => Number(localStorage.getItem(PLACE) ?? Date.now())
