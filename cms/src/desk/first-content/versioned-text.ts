/** The first version of a text citizens consent to, as the program brings it. */
export type VersionedText = {
  title: string
  preface: string
  clauses: { number: string; title: string; text: string }[]
}
