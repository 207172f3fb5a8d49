import { definePackage } from '../../tsup.base'

export default definePackage(['src/main.ts', 'src/cli.ts'])
