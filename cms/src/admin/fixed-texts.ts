import fixed from './translations/fixed.json'

const texts: Record<string, string> = fixed
const attributes = ['aria-label', 'placeholder', 'title']
/** What people write stays as they write it. */
const written = '[contenteditable], textarea, script, style'

/** Some words of Strapi, and the refusals of its server, go round every table of translations: they are met on the page. */
export function translateFixedTexts(): void {
  new MutationObserver((changes) => {
    for (const { type, target, addedNodes } of changes) {
      if (type === 'childList') addedNodes.forEach(translate)
      else translate(target)
    }
  }).observe(document.body, {
    subtree: true,
    childList: true,
    characterData: true,
    attributeFilter: attributes,
  })
}

function translate(node: Node): void {
  if (node instanceof Text) translateText(node)
  if (!(node instanceof Element) || node.matches(written)) return
  for (const name of attributes) {
    const text = texts[node.getAttribute(name) ?? '']
    if (text !== undefined) node.setAttribute(name, text)
  }
  node.childNodes.forEach(translate)
}

function translateText(node: Text): void {
  const text = texts[node.data.trim()]
  if (text !== undefined && node.parentElement?.closest(written) === null) node.data = text
}
