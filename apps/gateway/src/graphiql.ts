import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import { type ExecutionResult, execute } from 'graphql'
import type { Plugin } from 'graphql-yoga'
import type { ContextOf } from './context'
import { exampleTabs, exampleVariables } from './examples'
import { schema } from './schema'

const compress = promisify(gzip)

const wantsPage = ({ method, headers }: Request): boolean =>
  method === 'GET' && (headers.get('accept') ?? '').includes('text/html')

interface Page {
  /** What the examples were given: another page is rendered when it changes. */
  values: string
  html: string
  compressed: Buffer<ArrayBuffer>
}

/**
 * Serves GraphiQL to browsers, opened on the examples: one page that holds everything it needs, so that no other host is asked; nine
 * megabytes, compressed once.
 */
export const useGraphiQL = (contextOf: ContextOf, exampleHeaders?: Record<string, string>): Plugin => {
  let page: Page | undefined
  const ask = async (document: Parameters<typeof execute>[0]['document']): Promise<ExecutionResult> =>
    execute({ schema, document, contextValue: await contextOf({ authorization: null, language: null }, 'graphiql') })
  const pageNow = async (): Promise<Page> => {
    const variables = await exampleVariables(ask)
    const values = JSON.stringify(variables)
    if (page?.values === values) return page
    const html = renderGraphiQL({ title: 'Cahier', defaultTabs: exampleTabs(exampleHeaders, variables) })
    page = { values, html, compressed: await compress(html) }
    return page
  }
  return {
    onRequest: async ({ request, url, endResponse, fetchAPI }) => {
      if (url.pathname !== '/graphql' || url.searchParams.has('query') || !wantsPage(request)) return
      const { html, compressed } = await pageNow()
      const takesGzip = /\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        vary: 'Accept-Encoding',
        ...(takesGzip && { 'content-encoding': 'gzip' }),
      }
      endResponse(new fetchAPI.Response(takesGzip ? compressed : html, { headers }))
    },
  }
}
