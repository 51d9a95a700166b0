/** Entry of the window. */
import '@fontsource-variable/golos-text'
import './ui/theme.css'
import { QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { z } from 'zod'
import { App } from './app/app.tsx'
import { connect, queries } from './app/connection.ts'
import { applyColorScheme } from './ui/color-scheme.ts'
import { NoticeLine } from './ui/notices.tsx'

// Compiled checks would need eval, which the policy of content forbids.
z.config({ jitless: true })

const root = document.getElementById('root')
if (root === null) throw new Error('the page has no root')

applyColorScheme()
connect()
createRoot(root).render(
  <QueryClientProvider client={queries}>
    <NoticeLine>
      <App />
    </NoticeLine>
  </QueryClientProvider>
)
