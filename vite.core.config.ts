/** Builds core, which runs in a process of its own and shares no file with Electron's shell. */
import { defineConfig } from 'vite'

/** Left in node_modules: native code, or code that reads files lying beside it. Everything else is bundled, for a quick start. */
const LEFT_OUTSIDE = ['better-sqlite3', 'serialport', 'pdfkit', 'fontkit', 'bwip-js', 'bwip-js/node', 'koffi', 'node-thermal-printer', 'lvovich', 'petrovich', 'number-to-words-ru']

export default defineConfig({
  publicDir: false,
  ssr: { noExternal: true, external: LEFT_OUTSIDE },
  build: {
    ssr: 'src/core/main.ts',
    outDir: 'out/core',
    target: 'node22',
    minify: false,
    rolldownOptions: {
      external: [...LEFT_OUTSIDE, /^node:/, /^@serialport\//, /^node-thermal-printer\//],
      output: { format: 'es', entryFileNames: '[name].mjs', chunkFileNames: '[name]-[hash].mjs' }
    }
  }
})
