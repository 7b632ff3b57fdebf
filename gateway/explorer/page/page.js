import { createClient } from './graphql-ws/client.js'
import { operations } from './operations.js'
import { React, Ruru, createRoot } from './ruru/ruru.js'
import { currentToken, finishSignIn, readClaims, signIn, signOut } from './sign-in.js'

const config = JSON.parse(document.getElementById('config').textContent)
const element = (id) => document.getElementById(id)
const endpoint = `${location.origin}/graphql`

globalThis.MonacoEnvironment = {
  getWorker(_id, label) {
    const file = { json: 'jsonWorker.js', graphql: 'graphqlWorker.js' }[label] ?? 'editorWorker.js'
    return new Worker(`/explorer/ruru/${file}`, { type: 'module' })
  },
}

/** Headers typed into the explorer go before the sign-in of this page. */
function headersFor(typed) {
  const headers = { ...typed }
  const names = Object.keys(headers).map((name) => name.toLowerCase())
  const token = currentToken()
  if (token !== undefined && !names.includes('authorization')) headers.authorization = `Bearer ${token}`
  return headers
}

function authorizationIn(headers) {
  return Object.entries(headers).find(([name]) => name.toLowerCase() === 'authorization')?.[1]
}

async function ask(request, headers) {
  const answer = await fetch(endpoint, {
    method: 'POST',
    headers: { accept: 'application/graphql-response+json', ...headers, 'content-type': 'application/json' },
    body: JSON.stringify(request),
  })
  return answer.json()
}

/** One connection per subscription: it carries the sign-in of the moment and ends with the subscription. */
function subscribe(request, headers) {
  const authorization = authorizationIn(headers)
  const client = createClient({
    url: endpoint.replace(/^http/, 'ws'),
    connectionParams: authorization === undefined ? {} : { authorization },
    retryAttempts: 0,
  })
  const results = client.iterate(request)
  return {
    [Symbol.asyncIterator]: () => ({
      next: () => results.next().catch(explainClose),
      return: async () => {
        await results.return?.()
        await client.dispose()
        return { value: undefined, done: true }
      },
    }),
  }
}

function explainClose(problem) {
  if (problem instanceof CloseEvent) throw new Error(`连接已关闭（${problem.code}）：${problem.reason}`)
  if (Array.isArray(problem)) throw new Error(problem.map(({ message }) => message).join('\n'))
  throw problem
}

function isSubscription({ query, operationName }) {
  const text = query.replace(/#[^\n]*/g, '').replace(/"""[\s\S]*?"""|"(?:[^"\\\n]|\\.)*"/g, '')
  const kinds = [...text.matchAll(/(?:^|[}\s])(query|mutation|subscription)(?:\s+(\w+))?[^{]*\{/g)]
  const [, kind] = kinds.find(([, , name]) => name === operationName) ?? kinds[0] ?? []
  return kind === 'subscription'
}

function fetcher(request, options = {}) {
  const headers = headersFor(options.headers)
  return isSubscription(request) ? subscribe(request, headers) : ask(request, headers)
}

const root = createRoot(element('ruru-root'))
let mounted = 0

/** The tab that was in front when the page was left for the sign-in; GraphiQL finds it again by its contents. */
function lastShown() {
  try {
    const { tabs, activeTabIndex } = JSON.parse(localStorage.getItem('graphiql:tabState'))
    const { query, variables } = tabs[activeTabIndex]
    return query ? { query, variables: variables ?? '' } : undefined
  } catch {
    return undefined
  }
}

function show({ query, variables }) {
  mounted += 1
  root.render(
    React.createElement(Ruru, {
      key: mounted,
      endpoint,
      fetcher,
      defaultQuery: operations[0].query,
      defaultEditorToolsVisibility: 'variables',
      initialQuery: query,
      initialVariables: typeof variables === 'string' ? variables : JSON.stringify(variables, null, 2),
    }),
  )
}

function showWho(problem) {
  const token = currentToken()
  const who = element('who')
  who.classList.toggle('problem', problem !== undefined)
  element('sign-in').hidden = token !== undefined
  element('sign-out').hidden = token === undefined
  if (problem !== undefined) who.textContent = `登录未成功：${problem}`
  else if (token === undefined) who.textContent = '未登录'
  else {
    const claims = readClaims(token)
    const given = claims[config.rolesClaim]
    const roles = Array.isArray(given) ? given.map((role) => config.roleNames[role] ?? role).join('、') : ''
    who.textContent = `已登录：${claims.name ?? claims.sub ?? ''}${roles === '' ? '' : `（${roles}）`}`
  }
}

operations.forEach(({ title }, index) => element('examples').add(new Option(title, String(index))))
element('examples').addEventListener('change', ({ target }) => {
  if (target.value !== '') show(operations[Number(target.value)])
  target.value = ''
})
element('sign-in').addEventListener('click', () => {
  signIn(config).catch((problem) => showWho(problem.message))
})
element('sign-out').addEventListener('click', () => {
  signOut()
  showWho()
})

try {
  await finishSignIn(config)
  showWho()
} catch (problem) {
  showWho(problem.message)
}
show(lastShown() ?? operations[0])
