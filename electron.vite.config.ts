/** Builds the three parts that Electron loads, and core, which runs in a process of its own. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

/** Left in node_modules: native code, or code that reads files lying beside it. Everything else is bundled, for a quick start. */
const LEFT_OUTSIDE = ['electron', 'better-sqlite3', 'serialport', 'pdfkit', 'bwip-js', 'bwip-js/node', 'koffi', 'node-thermal-printer', /^node:/, /^@serialport\//]

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      rolldownOptions: {
        external: LEFT_OUTSIDE,
        input: { index: resolve('src/main/index.ts'), core: resolve('src/core/main.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs', chunkFileNames: '[name]-[hash].cjs' }
      }
    }
  },
  preload: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      rolldownOptions: {
        external: ['electron'],
        input: { index: resolve('src/preload/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
      }
    }
  },
  renderer: {
    root: 'src/renderer',
    build: {
      target: 'chrome114',
      minify: true,
      // Strict CSP allows no inline data for scripts and styles, and fonts come from the same origin.
      assetsInlineLimit: 0,
      modulePreload: { polyfill: false },
      rolldownOptions: { input: resolve('src/renderer/index.html') }
    },
    plugins: [react()]
  }
})
