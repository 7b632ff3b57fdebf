import {
  PDFHexString,
  PDFName,
  PDFNumber,
  PDFOperator,
  PDFOperatorNames as Op,
  type PDFDocument,
  type PDFPage,
} from 'pdf-lib'
import type { Element } from './drawing'

export type PageTags = {
  /** What a screen reader reads as (part of) the element. */
  tagged: (element: Element, operators: PDFOperator[]) => PDFOperator[]
  /** What is only to be seen. */
  decoration: (operators: PDFOperator[]) => PDFOperator[]
}
export type Tags = { of: (page: PDFPage) => PageTags; finish: () => void }

type Marked = { page: PDFPage; elements: Element[] }

/** The structure of a text (ISO 32000-1, 14.7 and 14.8): headings, texts and pictures in the order of reading. */
export function createTags(document: PDFDocument): Tags {
  const pages: Marked[] = []
  const end = PDFOperator.of(Op.EndMarkedContent)
  return {
    of: (page) => {
      const elements: Element[] = []
      page.node.set(PDFName.of('StructParents'), PDFNumber.of(pages.push({ page, elements }) - 1))
      page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
      return {
        tagged: (element, operators) => {
          const properties = `<< /MCID ${String(elements.push(element) - 1)} >>`
          const start = PDFOperator.of(Op.BeginMarkedContentSequence, [PDFName.of(element.role), properties])
          return [start, ...operators, end]
        },
        decoration: (operators) => [
          PDFOperator.of(Op.BeginMarkedContent, [PDFName.of('Artifact')]),
          ...operators,
          end,
        ],
      }
    },
    finish: () => writeStructure(document, pages),
  }
}

function writeStructure(document: PDFDocument, pages: readonly Marked[]): void {
  const { context, catalog } = document
  const [root, whole] = [context.nextRef(), context.nextRef()]
  const parts = pages.map(({ page, elements }) => {
    const refs = new Map([...new Set(elements)].map((element) => [element, context.nextRef()]))
    for (const [element, ref] of refs) {
      const { role, alt } = element
      const numbers = elements.flatMap((mark, number) => (mark === element ? [number] : []))
      const words = alt === undefined ? {} : { Alt: PDFHexString.fromText(alt) }
      const part = { Type: 'StructElem', S: role, P: whole, Pg: page.ref, K: numbers, ...words }
      context.assign(ref, context.obj(part))
    }
    return { children: [...refs.values()], owners: elements.flatMap((mark) => refs.get(mark) ?? []) }
  })
  const children = parts.flatMap((part) => part.children)
  context.assign(whole, context.obj({ Type: 'StructElem', S: 'Document', P: root, K: children }))
  const numbers = parts.flatMap(({ owners }, number) => [PDFNumber.of(number), context.obj(owners)])
  context.assign(
    root,
    context.obj({
      Type: 'StructTreeRoot',
      K: [whole],
      ParentTree: { Nums: numbers },
      ParentTreeNextKey: pages.length,
    }),
  )
  catalog.set(PDFName.of('StructTreeRoot'), root)
  catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
}
