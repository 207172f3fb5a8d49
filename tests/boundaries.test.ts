import { readdirSync, readFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import ts from 'typescript'
import { expect, test } from 'vitest'

const root = join(import.meta.dirname, '..')
const COMPOSERS = ['seed', 'interchange']
const GROUND = ['db', 'kernel', 'graphql']

const NOT_OURS = new Set(['node_modules', 'generated', 'dist', '.readme', '.turbo'])

const sourcesUnder = (folder: string): string[] =>
  readdirSync(join(root, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name)
    if (entry.isDirectory()) return NOT_OURS.has(entry.name) ? [] : sourcesUnder(path)
    return path.endsWith('.ts') ? [path] : []
  })

const importsOf = (path: string): string[] =>
  [...readFileSync(join(root, path), 'utf8').matchAll(/(?:from|import) '([^']+)'/g)].map(([, name]) => name ?? '')

/** Who may import whom, as ARCHITECTURE.md says it. */
const isAllowed = (path: string, name: string): boolean => {
  const [area, owner = ''] = path.split('/')
  if (!name.startsWith('@cahier/'))
    return !/^(@pothos|graphql)/.test(name) || area === 'apps' || path.includes('/graphql/')
  const [, target = '', entry] = name.split('/')
  if (area === 'apps') return entry === undefined || ['graphql', 'enums'].includes(entry)
  if (owner === 'db') return false
  if (owner === 'kernel') return target === 'db'
  if (owner === 'graphql') return ['db', 'kernel'].includes(target)
  if (COMPOSERS.includes(owner)) return entry === undefined && target !== 'graphql'
  if (path.includes('/src/graphql/')) return GROUND.includes(target)
  return ['db', 'kernel'].includes(target) && entry === undefined
}

test('every import goes the way that the architecture allows', () => {
  const wrong = ['packages', 'apps/gateway/src']
    .flatMap(sourcesUnder)
    .filter((path) => !/\.test\.ts$|\/testing\/|\/scripts\/|tsup\.config|prisma\.config/.test(path))
    .flatMap((path) =>
      importsOf(path)
        .filter((name) => !isAllowed(path, name))
        .map((name) => `${path} → ${name}`),
    )
  expect(wrong).toEqual([])
})

test('no import enters a package by another path than its entries', () => {
  const wrong = ['packages', 'apps/gateway/src', 'tests'].flatMap(sourcesUnder).flatMap((path) =>
    importsOf(path)
      .filter((name) => /^@cahier\/[^/]+\/(src|dist)/.test(name))
      .map((name) => `${path} → ${name}`),
  )
  expect(wrong).toEqual([])
})

test('no relative import leaves its package', () => {
  const inSrc = ['packages', 'apps/gateway'].flatMap(sourcesUnder).filter((path) => path.includes('/src/'))
  const wrong = inSrc.flatMap((path) => {
    const owner = path.split('/').slice(0, 2).join('/')
    return importsOf(path)
      .filter((name) => name.startsWith('.') && !join(path, '..', name).startsWith(`${owner}/`))
      .map((name) => `${path} → ${name}`)
  })
  expect(wrong).toEqual([])
})

/** The functions of a source that have more lines than they may. */
const longFunctions = (path: string, most: number): string[] => {
  const file = ts.createSourceFile(path, readFileSync(join(root, path), 'utf8'), ts.ScriptTarget.Latest, true)
  const lineAt = (position: number): number => file.getLineAndCharacterOfPosition(position).line + 1
  const found: string[] = []
  const visit = (node: ts.Node): void => {
    const [first, last] = [lineAt(node.getStart()), lineAt(node.end)]
    if (ts.isFunctionLike(node) && last - first + 1 > most) found.push(`${path}:${first}-${last}`)
    ts.forEachChild(node, visit)
  }
  visit(file)
  return found
}

test('functions stay small: none over 50 lines, tests aside', () => {
  const sources = ['packages', 'apps/gateway/src'].flatMap(sourcesUnder).filter((path) => !path.endsWith('.test.ts'))
  expect(sources.flatMap((path) => longFunctions(path, 50))).toEqual([])
})

test('files stay small: half of them under 60 lines, none over 250', () => {
  const sizes = ['packages', 'apps/gateway/src', 'tests']
    .flatMap(sourcesUnder)
    .map((path) => ({
      path: relative(root, join(root, path)),
      lines: readFileSync(join(root, path), 'utf8').split('\n').length - 1,
    }))
    .sort((a, b) => a.lines - b.lines)
  expect(sizes.filter(({ lines }) => lines > 250)).toEqual([])
  expect(sizes[Math.floor(sizes.length / 2)]?.lines).toBeLessThan(60)
})
