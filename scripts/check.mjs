/** `npm run check`: what is checked without running the product, the same locally and in CI. */
import { build, generate, install, PACKABLE, pnpm, requireNode, stage } from './stages.mjs'

requireNode()
await install()
await generate()
await stage('biome', pnpm('exec biome check --error-on-warnings .'), {
  advice: 'run `npx biome check --write .`, then look.',
})
await stage('typecheck', pnpm('exec tsc --noEmit -p tsconfig.json'), { advice: 'see the lines above.' })
await stage('schema lint', pnpm('exec eslint --max-warnings 0 apps/gateway'), { advice: 'see the lines above.' })
await stage('unused code', pnpm('exec knip --no-progress'), { advice: 'delete what is unused.' })
await build(PACKABLE)
await stage('packages', 'node scripts/packages.mjs', {
  advice: 'a package would not import well; see the lines above.',
})
