/** What one operation may ask for at most; docs/operations tells the settings. */
export type Limits = {
  maxTokens: number
  maxDepth: number
  maxAliases: number
  maxRootFields: number
  maxCost: number
}
