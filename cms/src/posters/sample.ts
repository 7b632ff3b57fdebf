import type { PosterOrder } from './compose'
import type { TemplateWords } from './words'

/** A poster as it might be, to see whether a template leaves room. */
export function sampleOrder(
  template: TemplateWords & Pick<PosterOrder, 'paper' | 'orientation'>,
): PosterOrder {
  const { paper, orientation, ...words } = template
  return {
    template: words,
    placement: { code: '00000000000', unit: '示例机械制造有限责任公司一号厂区东门', regionCode: '410100' },
    payload: 'https://report.example.invalid/p/00000000000',
    paper,
    orientation,
  }
}
