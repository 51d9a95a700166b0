/** Builds core, which runs in a process of its own and shares no file with Electron's shell. */
import { defineConfig } from 'vite'
import manifest from './package.json' with { type: 'json' }

/**
 * Left in node_modules: native code, code that reads files lying beside it, and what is loaded only when it is first needed.
 * Everything else is bundled, for a quick start, and stands among the development packages.
 */
const LEFT_OUTSIDE = Object.keys(manifest.dependencies)

const isLeftOutside = (id: string): boolean =>
  id.startsWith('node:') || LEFT_OUTSIDE.some((name) => id === name || id.startsWith(`${name}/`))

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: LEFT_OUTSIDE },
  build: {
    ssr: 'src/core/entry.ts',
    outDir: 'out/core',
    target: 'node22',
    minify: true,
    rolldownOptions: {
      external: isLeftOutside,
      output: { format: 'es', entryFileNames: 'main.mjs', chunkFileNames: '[name]-[hash].mjs' }
    }
  }
})
