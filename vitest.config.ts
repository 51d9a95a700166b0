/** Two sets of tests: `unit` lies beside the code and runs against real parts; `e2e` drives the real window. */
import { defineConfig } from 'vitest/config'

/** Tests wait for real processes on machines with two cores; a limit here only catches what hangs. */
const limits = { testTimeout: 60_000, hookTimeout: 120_000 }

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          ...limits,
          name: 'unit',
          // Native modules and child processes: one process per file keeps them apart.
          pool: 'forks',
          include: [
            'src/**/*.test.ts',
            'src/**/*.test.tsx',
            'scripts/**/*.test.ts',
            'bench/**/*.test.ts',
            'simulator/**/*.test.ts'
          ]
        }
      },
      {
        test: {
          ...limits,
          name: 'e2e',
          pool: 'forks',
          include: ['e2e/**/*.e2e.ts'],
          // One window at a time: two share neither the focus nor the machine.
          fileParallelism: false,
          globalSetup: ['e2e/launch/global-setup.ts']
        }
      }
    ]
  }
})
