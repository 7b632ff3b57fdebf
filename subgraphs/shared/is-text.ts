/** Controls, and what turns the direction of the letters after it: a unit could be made to read like another. */
const unreadable = /[[\p{Cc}\u202a-\u202e\u2066-\u2069\p{Noncharacter_Code_Point}]--[\n\r\t]]/v

/** Whether a text is well-formed Unicode without anything a reader cannot see working. */
export function isReadable(text: string): boolean {
  return text.isWellFormed() && !unreadable.test(text)
}

/** Readable, and of a trimmed length in characters as people count them; what is invisible fills no minimum. */
export function isText(text: string, min: number, max: number): boolean {
  if (!isReadable(text)) return false
  const visible = text.replace(/\p{Default_Ignorable_Code_Point}/gu, '').trim()
  return Array.from(visible).length >= min && Array.from(text.trim()).length <= max
}
