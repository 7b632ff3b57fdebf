/** The two languages the platform speaks; Chinese is the default. */
export type Language = 'zh' | 'en'

/**
 * The language a client asks for by `Accept-Language`: English only where it is wanted more than Chinese.
 *
 * @param header the header's value, such as `en-GB,en;q=0.9,zh;q=0.5`
 */
export function negotiateLanguage(header: string | undefined): Language {
  if (header === undefined) return 'zh'
  const weight = { zh: 0, en: 0 }
  for (const range of header.slice(0, 200).split(',')) {
    const [tag = '', ...parameters] = range.trim().toLowerCase().split(';')
    const quality = Number(
      parameters
        .find((p) => p.trim().startsWith('q='))
        ?.trim()
        .slice(2) ?? 1,
    )
    const language = tag.startsWith('en') ? 'en' : tag.startsWith('zh') ? 'zh' : undefined
    if (language && Number.isFinite(quality)) weight[language] = Math.max(weight[language], quality)
  }
  return weight.en > weight.zh ? 'en' : 'zh'
}
