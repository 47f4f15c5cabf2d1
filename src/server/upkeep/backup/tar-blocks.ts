// How an archive is laid out: a header of one block, content, and zeros up to the next block.
// https://pubs.opengroup.org/onlinepubs/9799919799/utilities/pax.html#tag_20_94_13_06

export const BLOCK_BYTES = 512

/** Zeros of two blocks end an archive. */
export const END_BYTES = 2 * BLOCK_BYTES

export const paddingOf = (size: number): number =>
  (BLOCK_BYTES - (size % BLOCK_BYTES)) % BLOCK_BYTES
