import { Kind, visit, type ConstDirectiveNode, type DocumentNode } from 'graphql'

/**
 * The supergraph as the planner should see it. The planner takes the first key of a type without looking whether
 * the subgraph resolves it (`getLocallySatisfiableKey`), so keys marked `resolvable: false` go last.
 */
export function preparePlannerInput(supergraph: DocumentNode): DocumentNode {
  const resolvableFirst = <Node extends { directives?: readonly ConstDirectiveNode[] }>(node: Node): Node => {
    const directives = node.directives ?? []
    if (!directives.some(isUnresolvable)) return node
    return {
      ...node,
      directives: [
        ...directives.filter((directive) => !isUnresolvable(directive)),
        ...directives.filter(isUnresolvable),
      ],
    }
  }
  return visit(supergraph, {
    ObjectTypeDefinition: resolvableFirst,
    InterfaceTypeDefinition: resolvableFirst,
  })
}

function isUnresolvable(directive: ConstDirectiveNode): boolean {
  return (
    directive.name.value === 'join__type' &&
    (directive.arguments ?? []).some(
      ({ name, value }) => name.value === 'resolvable' && value.kind === Kind.BOOLEAN && !value.value,
    )
  )
}

/**
 * Sentences about `@requires` whose selection has arguments. The planner merges such a field with a client's
 * selection of it under other arguments and so computes from the wrong value, without any error.
 */
export function requirementsWithArguments(supergraph: DocumentNode): string[] {
  const found: string[] = []
  visit(supergraph, {
    FieldDefinition(field) {
      for (const directive of field.directives ?? []) {
        if (directive.name.value !== 'join__field') continue
        const requires = directive.arguments?.find(({ name }) => name.value === 'requires')?.value
        if (requires?.kind === Kind.STRING && requires.value.includes('('))
          found.push(
            `${field.name.value}: @requires takes no fields with arguments, the planner confuses them`,
          )
      }
    },
  })
  return found
}
