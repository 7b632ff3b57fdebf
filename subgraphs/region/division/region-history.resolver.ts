import { Ctx, FieldResolver, Query, Resolver, Root } from 'type-graphql'
import type { RegionContext } from '../context.js'
import { DivisionData, RegionChangeDay } from './history.type.js'
import { formerNamesOf, validFromOf } from './region-history.service.js'
import { Region } from './region.type.js'

@Resolver(() => Region)
export class RegionHistoryResolver {
  @Query(() => DivisionData, {
    description: '区划数据的来源和截止日期。Where the divisions come from and up to when they are known.',
  })
  divisionData(@Ctx() { divisions }: RegionContext): DivisionData {
    return new DivisionData(divisions().history)
  }

  @FieldResolver(() => RegionChangeDay, {
    description: '启用日期：此代码从何时起指此地。Since when the code has stood for this place.',
  })
  validFrom(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): RegionChangeDay {
    return validFromOf(divisions().history, division)
  }

  @FieldResolver(() => RegionChangeDay, {
    nullable: true,
    description:
      '撤销日期：从此日起不再有效；仍有效时为空。The first day it was no more; null while in force.',
  })
  validTo(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): RegionChangeDay | null {
    const to = divisions().history.lifeOf(division)?.to
    return to ? RegionChangeDay.of(to) : null
  }

  @FieldResolver(() => [Region], {
    description:
      '撤销后由哪些区划接续；有多个表示分设或拆并，后来可能又有变动。What took its place, at once: several where it was divided; they may have been replaced since.',
  })
  replacedBy(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): Region[] {
    return divisions()
      .history.replacedBy(division)
      .map((successor) => new Region(successor))
  }

  @FieldResolver(() => [Region], {
    description: '由哪些已撤销的区划而来。The abolished regions it took the place of.',
  })
  replaces(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): Region[] {
    return divisions()
      .history.replaces(division)
      .map((predecessor) => new Region(predecessor))
  }

  @FieldResolver(() => [Region], {
    description:
      '此地如今的区划：仍有效时即其自身，已撤销时逐次接续到今天。The regions this place belongs to today: itself while in force, else the last of those that followed.',
  })
  today(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): Region[] {
    return divisions()
      .history.successorsToday(division)
      .map((successor) => new Region(successor))
  }

  @FieldResolver(() => [String], {
    description: '同一代码下用过的其他名称，旧的在前。Other names it had under the same code, oldest first.',
  })
  formerNames(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): string[] {
    return formerNamesOf(divisions().history, division)
  }

  @FieldResolver(() => [Region], {
    description:
      '功能区所在的行政区划（已知的；至少是其上级）；行政区划为空。The divisions a functional zone lies in, as far as is known: at least the one it hangs under. Empty for a division.',
  })
  liesIn(@Root() { division }: Region, @Ctx() { divisions }: RegionContext): Region[] {
    return divisions()
      .history.liesIn(division)
      .map((place) => new Region(place))
  }
}
