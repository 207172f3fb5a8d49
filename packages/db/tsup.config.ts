import { definePackage } from '../../tsup.base'

export default definePackage(['src/index.ts', 'src/enums.ts', 'src/testing/index.ts'])
