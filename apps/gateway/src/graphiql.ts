import { promisify } from 'node:util'
import { gzip } from 'node:zlib'
import { renderGraphiQL } from '@graphql-yoga/render-graphiql'
import type { Plugin } from 'graphql-yoga'
import { exampleTabs } from './examples'

const compress = promisify(gzip)

const wantsPage = ({ method, headers }: Request): boolean =>
  method === 'GET' && (headers.get('accept') ?? '').includes('text/html')

/**
 * Serves GraphiQL to browsers, opened on the examples: one page that holds everything it needs, so that no other host is asked; nine
 * megabytes, compressed once.
 */
export const useGraphiQL = (exampleHeaders?: Record<string, string>): Plugin => {
  let page: string | undefined
  let compressed: Promise<Buffer<ArrayBuffer>> | undefined
  const render = (): string => {
    page ??= renderGraphiQL({ title: 'Cahier', defaultTabs: exampleTabs(exampleHeaders) })
    return page
  }
  return {
    onRequest: async ({ request, url, endResponse, fetchAPI }) => {
      if (url.pathname !== '/graphql' || url.searchParams.has('query') || !wantsPage(request)) return
      const headers = {
        'content-type': 'text/html; charset=utf-8',
        'cache-control': 'no-cache',
        vary: 'Accept-Encoding',
      }
      if (!/\bgzip\b/.test(request.headers.get('accept-encoding') ?? '')) {
        endResponse(new fetchAPI.Response(render(), { headers }))
        return
      }
      compressed ??= compress(render())
      endResponse(new fetchAPI.Response(await compressed, { headers: { ...headers, 'content-encoding': 'gzip' } }))
    },
  }
}
