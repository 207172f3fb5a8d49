import { defineConfig } from 'tsup'

const isOfTypes = process.env.CAHIER_TYPES === '1'

/**
 * Both entries of a package in one call: in two, an error class would exist twice and `instanceof` would fail. `typesBanner` starts each declaration
 * file, for imports that matter by their side effects alone, which the bundling of declarations drops.
 */
export const definePackage = (entry: string[], typesBanner = '') =>
  defineConfig({
    entry,
    format: 'esm',
    target: 'node20',
    // Declarations are made after the JavaScript, and beside it.
    clean: !isOfTypes,
    sourcemap: true,
    splitting: true,
    dts: isOfTypes && {
      only: true,
      banner: typesBanner,
      compilerOptions: { ignoreDeprecations: '6.0', incremental: false },
    },
  })
