/** Base 62 without `l`: 61 is a prime, on which the check rests. The content subgraph gives these codes out. */
const alphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Whether it is the code of a placement: ten characters and one that checks them, which tell nothing of the place. */
export function isPlacementCode(text: string): boolean {
  if (!/^[0-9A-Za-km-z]{11}$/.test(text)) return false
  const weights = text.split('').map((character, i) => (i + 1) * alphabet.indexOf(character))
  return weights.reduce((sum, weight) => sum + weight, 0) % alphabet.length === 0
}

/**
 * What a mini-program code carries: at most 32 characters of WeChat's alphabet. The placement's code alone, so that
 * whoever scans the sign at the gate of their own factory tells nothing of themselves.
 */
export function sceneOf(placementCode: string): string {
  return `p=${placementCode}`
}
