// Texts of others on a terminal: a Sid or a description may hold escape sequences.

// oxlint-disable-next-line no-control-regex
const CONTROLS = /[\u0000-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g

/** Control characters, and those that turn the direction of writing, become visible nothing. */
export const printable = (text: string): string => text.replaceAll(CONTROLS, '�')
