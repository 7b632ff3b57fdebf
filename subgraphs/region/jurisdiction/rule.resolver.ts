import { Arg, Ctx, FieldResolver, ID, Int, Mutation, Query, Resolver, Root } from 'type-graphql'
import type { Connection } from '../../shared/connection/connection.js'
import { findAuthority } from '../authority/authority.service.js'
import { Authority } from '../authority/authority.type.js'
import type { RegionContext } from '../context.js'
import { findRegion } from '../division/region.service.js'
import { Region } from '../division/region.type.js'
import { JurisdictionRuleInput } from './rule.input.js'
import { addRule, endRule, pageOfRules } from './rule.service.js'
import { JurisdictionRule, JurisdictionRuleConnection } from './rule.type.js'

@Resolver(() => JurisdictionRule)
export class JurisdictionRuleResolver {
  @Query(() => JurisdictionRuleConnection, {
    description: '某地及其下级的管辖规则，供区划管理员。Rules for a place and below, for region managers.',
  })
  jurisdictionRules(
    @Arg('regionCode', () => ID, { description: '区划代码。Code of the region.' }) regionCode: string,
    @Arg('first', () => Int, { defaultValue: 20, description: '条数，1 到 100。How many, 1 to 100.' })
    first: number,
    @Arg('after', () => String, {
      nullable: true,
      description: '上一页末条的游标。Cursor of the page before.',
    })
    after: string | null,
    @Ctx() context: RegionContext,
  ): Promise<Connection<JurisdictionRule>> {
    return pageOfRules(context, { regionCode, first, after })
  }

  @Mutation(() => JurisdictionRule, {
    description:
      '新增管辖规则；与同等具体的有效规则重叠时拒绝并指明。Enters a rule; refused where one of equal specificity overlaps it.',
  })
  addJurisdictionRule(
    @Arg('input', () => JurisdictionRuleInput, { description: '规则。The rule.' })
    input: JurisdictionRuleInput,
    @Ctx() context: RegionContext,
  ): Promise<JurisdictionRule> {
    return addRule(context, input)
  }

  @Mutation(() => JurisdictionRule, { description: '终止管辖规则。Ends a rule from a day on.' })
  endJurisdictionRule(
    @Arg('id', () => ID, { description: '规则编号。Id of the rule.' }) id: string,
    @Arg('on', () => Date, { description: '失效日（当日不再有效）。First day no more.' }) on: Date,
    @Ctx() context: RegionContext,
  ): Promise<JurisdictionRule> {
    return endRule(context, id, on)
  }

  @FieldResolver(() => Authority, { nullable: true, description: '负责的机关。The authority that answers.' })
  authority(@Root() { record }: JurisdictionRule, @Ctx() context: RegionContext): Promise<Authority | null> {
    return findAuthority(context, record.authorityId)
  }

  @FieldResolver(() => Region, {
    nullable: true,
    description: '适用地区；已撤销时为空。Its place; null where it is no more.',
  })
  region(@Root() { record }: JurisdictionRule, @Ctx() { divisions }: RegionContext): Region | null {
    return findRegion(divisions(), record.regionCode)
  }
}
