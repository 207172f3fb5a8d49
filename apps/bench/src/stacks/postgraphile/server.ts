import { createServer } from 'node:http'
import { PgSimplifyInflectionPreset } from '@graphile/simplify-inflection'
import { postgraphile } from 'postgraphile'
import { makePgService } from 'postgraphile/adaptors/pg'
import { grafserv } from 'postgraphile/grafserv/node'
import { PostGraphileAmberPreset } from 'postgraphile/presets/amber'
import { settings, whenListening } from '../child.ts'

const { databaseUrl, poolSize, host, port } = settings

const instance = postgraphile({
  extends: [PostGraphileAmberPreset, PgSimplifyInflectionPreset],
  pgServices: [
    makePgService({
      connectionString: databaseUrl,
      schemas: ['postgraphile'],
      poolConfig: { max: poolSize, options: '-c timezone=UTC' },
    }),
  ],
  // Lists without cursors, and orders and conditions on every column: views show no index to go by.
  schema: { defaultBehavior: '+list +orderBy +filterBy' },
  grafserv: { graphqlPath: '/graphql', graphiql: false, watch: false, outputDataAsString: true },
  grafast: { explain: false },
})

const server = createServer()
await instance.createServ(grafserv).addTo(server)
server.listen(port, host, whenListening)
