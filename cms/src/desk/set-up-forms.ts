import type { Core } from '@strapi/strapi'
import { forms } from './forms'
import { componentLabels, labels, systemLabels } from './labels'
import type { Labels } from './labels-publicity'

const rowWidth = 12

/**
 * Labels, help and layout of every form and list, brought to what stands in code at every start: every installation
 * shows the same, and a handbook can describe it.
 */
export async function setUpForms(strapi: Core.Strapi): Promise<void> {
  const contentTypes = strapi.plugin('content-manager').service('content-types') as unknown as Configurations
  const components = strapi.plugin('content-manager').service('components') as unknown as Configurations
  for (const [uid, fields] of Object.entries(labels))
    await configure(contentTypes, contentTypes.findContentType?.(uid), { ...systemLabels, ...fields })
  for (const [uid, fields] of Object.entries(componentLabels))
    await configure(components, components.findComponent?.(uid), fields)
}

async function configure(service: Configurations, model: Model | undefined, fields: Labels): Promise<void> {
  if (model === undefined) return
  const found = await service.findConfiguration(model)
  const wanted = arranged(model, labelled(found, fields))
  if (JSON.stringify(wanted) === JSON.stringify(found)) return
  const { settings, metadatas, layouts, options } = wanted
  await service.updateConfiguration(model, { settings, metadatas, layouts, options })
}

function labelled(configuration: Configuration, fields: Labels): Configuration {
  const metadatas = { ...configuration.metadatas }
  for (const [name, [label, description = '']] of Object.entries(fields)) {
    const field = metadatas[name]
    if (field === undefined) continue
    metadatas[name] = {
      edit: { ...field.edit, label, description },
      list: { ...field.list, label },
    }
  }
  return { ...configuration, metadatas }
}

/** What a form does not name, such as a field that came later, keeps its place at the end. */
function arranged(model: Model, configuration: Configuration): Configuration {
  const form = forms[model.uid]
  if (form === undefined) return configuration
  const known = (name: string): boolean => Object.hasOwn(model.attributes, name)
  const named = new Set(form.edit.flat())
  const rest = configuration.layouts.edit
    .map((row) => row.filter(({ name }) => !named.has(name)))
    .filter((row) => row.length > 0)
  const edit = form.edit
    .map((row) => row.filter(known))
    .filter((row) => row.length > 0)
    .map((row) => row.map((name) => ({ name, size: rowWidth / row.length })))
  const list = form.list?.filter(known) ?? configuration.layouts.list
  const sorted =
    form.list === undefined
      ? {}
      : {
          defaultSortBy: form.sortBy ?? 'updatedAt',
          defaultSortOrder: form.sortBy === 'position' ? 'ASC' : 'DESC',
        }
  return {
    ...configuration,
    settings: { ...configuration.settings, mainField: form.title, ...sorted },
    layouts: { ...configuration.layouts, list, edit: [...edit, ...rest] },
  }
}

type Model = { uid: string; attributes: object }
type Configuration = {
  settings: object
  layouts: { list: string[]; edit: { name: string; size: number }[][] }
  options?: unknown
  metadatas: Record<string, { edit: Record<string, unknown>; list: Record<string, unknown> }>
}
type Configurations = {
  findContentType?: (uid: string) => Model | undefined
  findComponent?: (uid: string) => Model | undefined
  findConfiguration: (model: Model) => Promise<Configuration>
  updateConfiguration: (model: Model, configuration: Configuration) => Promise<unknown>
}
