import { spawn } from 'node:child_process'
import { cp, mkdir, writeFile } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import type { Ended } from './process'

const require = createRequire(import.meta.url)
// The package's entry is the path of its binary for this machine.
const compiler: string = require('relay-compiler')

const tagged = (document: string): string => `graphql\`\n${document}\n\`\n`

/**
 * Runs Relay's compiler in a folder of its own, on the schema and these documents by the name of their module; an operation is named after it.
 */
export const compileForRelay = async (
  folder: string,
  schemaFile: string,
  documents: Readonly<Record<string, string>>,
): Promise<Ended> => {
  await mkdir(join(folder, 'src'), { recursive: true })
  await cp(schemaFile, join(folder, 'schema.graphql'))
  const config = { src: './src', schema: './schema.graphql', language: 'javascript' }
  await writeFile(join(folder, 'relay.config.json'), JSON.stringify(config))
  for (const [name, document] of Object.entries(documents)) {
    await writeFile(join(folder, 'src', `${name}.js`), tagged(document))
  }
  // Watchman, where there is one, would watch the folder for good.
  const child = spawn(compiler, ['relay.config.json'], {
    cwd: folder,
    env: { PATH: process.env.PATH, FORCE_NO_WATCHMAN: '1' },
  })
  let [stdout, stderr] = ['', '']
  child.stdout.on('data', (chunk) => {
    stdout += chunk
  })
  child.stderr.on('data', (chunk) => {
    stderr += chunk
  })
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code) => resolve({ code, stdout, stderr }))
  })
}

/** What a front end on Relay is made of: fragments on every node, a list that goes on, a fragment that is fetched anew, an act. */
export const FRONT_END: Readonly<Record<string, string>> = {
  AuthorName: `fragment AuthorName_participant on Participant { displayName actorKind }`,
  CommentList: `fragment CommentList_contribution on Contribution
    @refetchable(queryName: "CommentListPaginationQuery")
    @argumentDefinitions(count: { type: "Int", defaultValue: 20 }, cursor: { type: "String" }, stance: { type: "Stance" }) {
    comments(first: $count, after: $cursor, filter: { stance: $stance }) @connection(key: "CommentList_comments") {
      edges { node { id stance body author { ...AuthorName_participant } } }
    }
  }`,
  ContributionCard: `fragment ContributionCard_contribution on Contribution @refetchable(queryName: "ContributionCardRefetchQuery") {
    title supportCount viewerVote { value } viewerCanEdit author { ...AuthorName_participant }
    ...CommentList_contribution @arguments(count: 3, stance: FOR)
  }`,
  ThemeScreen: `query ThemeScreenQuery($id: ID!) { node(id: $id) { ...ThemeList_theme @alias(as: "theme") } }`,
  ThemeList: `fragment ThemeList_theme on Theme @refetchable(queryName: "ThemeListPaginationQuery")
    @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    title
    contributions(first: $count, after: $cursor, orderBy: MOST_SUPPORTED) @connection(key: "ThemeList_contributions") {
      totalCount
      edges { node { ...ContributionCard_contribution } }
    }
  }`,
  LatestFirst: `fragment LatestFirst_consultation on Consultation @refetchable(queryName: "LatestFirstBackwardQuery")
    @argumentDefinitions(count: { type: "Int", defaultValue: 10 }, cursor: { type: "String" }) {
    events(last: $count, before: $cursor) @connection(key: "LatestFirst_events") { edges { node { title startsAt } } }
  }`,
  VoteButton: `mutation VoteButtonMutation($input: CastVoteInput!) {
    castVote(input: $input) {
      ... on CastVotePayload { contribution { ...ContributionCard_contribution } }
      ... on UserError { code message }
    }
  }`,
  AddComment: `mutation AddCommentMutation($input: AddCommentInput!, $connections: [ID!]!) {
    addComment(input: $input) {
      ... on AddCommentPayload { comment @appendNode(connections: $connections, edgeTypeName: "CommentEdge") { id body } }
    }
  }`,
}
