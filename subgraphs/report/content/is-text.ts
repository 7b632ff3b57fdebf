/** Well-formed Unicode without control characters, trimmed length in characters as people count them. */
export function isText(text: string, min: number, max: number): boolean {
  if (!text.isWellFormed() || /[\p{Cc}--[\n\r\t]]/v.test(text)) return false
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim()
  return Array.from(visible).length >= min && Array.from(text.trim()).length <= max
}
