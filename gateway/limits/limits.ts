/** What one operation may ask for at most; the settings MAX_… set it. */
export type Limits = {
  maxTokens: number
  maxDepth: number
  maxAliases: number
  maxRootFields: number
  maxCost: number
}
