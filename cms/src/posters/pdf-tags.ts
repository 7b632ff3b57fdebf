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

export type Tags = {
  /** What a screen reader reads as (part of) the element. */
  tagged: (element: Element, operators: PDFOperator[]) => PDFOperator[]
  /** What is only to be seen. */
  decoration: (operators: PDFOperator[]) => PDFOperator[]
  finish: () => void
}

/** The structure of a page (ISO 32000-1, 14.7 and 14.8): what is a heading, a text, a picture, in the order of reading. */
export function createTags(document: PDFDocument, page: PDFPage): Tags {
  const { context, catalog } = document
  const marks: Element[] = []
  const end = PDFOperator.of(Op.EndMarkedContent)
  const around = (start: PDFOperator, operators: PDFOperator[]): PDFOperator[] => [start, ...operators, end]
  return {
    tagged: (element, operators) => {
      const properties = `<< /MCID ${String(marks.push(element) - 1)} >>`
      return around(
        PDFOperator.of(Op.BeginMarkedContentSequence, [PDFName.of(element.role), properties]),
        operators,
      )
    },
    decoration: (operators) =>
      around(PDFOperator.of(Op.BeginMarkedContent, [PDFName.of('Artifact')]), operators),
    finish: () => {
      const [root, whole] = [context.nextRef(), context.nextRef()]
      const refs = new Map([...new Set(marks)].map((element) => [element, context.nextRef()]))
      for (const [element, ref] of refs) {
        const numbers = marks.flatMap((mark, number) => (mark === element ? [number] : []))
        const { role, alt } = element
        const words = alt === undefined ? {} : { Alt: PDFHexString.fromText(alt) }
        context.assign(
          ref,
          context.obj({ Type: 'StructElem', S: role, P: whole, Pg: page.ref, K: numbers, ...words }),
        )
      }
      context.assign(
        whole,
        context.obj({ Type: 'StructElem', S: 'Document', P: root, K: [...refs.values()] }),
      )
      const owners = marks.flatMap((mark) => refs.get(mark) ?? [])
      const parents = context.obj({ Nums: [PDFNumber.of(0), owners] })
      context.assign(
        root,
        context.obj({ Type: 'StructTreeRoot', K: [whole], ParentTree: parents, ParentTreeNextKey: 1 }),
      )
      catalog.set(PDFName.of('StructTreeRoot'), root)
      catalog.set(PDFName.of('MarkInfo'), context.obj({ Marked: true }))
      page.node.set(PDFName.of('StructParents'), PDFNumber.of(0))
      page.node.set(PDFName.of('Tabs'), PDFName.of('S'))
    },
  }
}
