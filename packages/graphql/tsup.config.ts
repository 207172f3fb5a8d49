import { definePackage } from '../../tsup.base'

// Pothos's plugins widen its global types by being imported.
const plugins = ['errors', 'relay', 'dataloader'].map((name) => `import '@pothos/plugin-${name}'\n`).join('')

export default definePackage(['src/index.ts', 'src/testing/index.ts'], plugins)
