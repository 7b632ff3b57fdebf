const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY'

/** 统一社会信用代码 of GB 32100-2015: 17 characters and a check character by weights of 3 modulo 31. */
export function isCreditCode(code: string): boolean {
  if (code.length !== 18) return false
  const values = Array.from(code, (character) => alphabet.indexOf(character))
  if (values.includes(-1)) return false
  let weight = 1
  let sum = 0
  for (const value of values.slice(0, 17)) {
    sum += value * weight
    weight = (weight * 3) % 31
  }
  return (31 - (sum % 31)) % 31 === values[17]
}
