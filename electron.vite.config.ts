/** Builds the three parts that Electron loads; core has a configuration of its own. */
import { resolve } from 'node:path'
import react from '@vitejs/plugin-react'
import { defineConfig } from 'electron-vite'

export default defineConfig({
  main: {
    build: {
      externalizeDeps: false,
      target: 'node18',
      rolldownOptions: {
        external: ['electron', /^node:/],
        input: { index: resolve('src/main/index.ts') },
        output: { format: 'cjs', entryFileNames: '[name].cjs' }
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
